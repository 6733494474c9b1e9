import {
  Facts,
  LiveFacts,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Existing } from '../facts/readExisting';
import { clusterOfFile } from './groupByCluster';

/**
 * The facts of one cluster.
 *
 * @param show - a file relative to the repository
 */
export function factsOf(options: {
  cluster: string;
  site: Site;
  now: Date;
  /** Undefined where no repository was named. */
  existing: Existing | undefined;
  source: string;
  live: LiveFacts;
  show: (path: string) => string;
}): Facts {
  const { cluster, site, now, existing, source, live, show } = options;
  const isOurs = ({ path }: { path: string }) =>
    clusterOfFile(site, show(path)) === cluster;
  return {
    cluster,
    now: now.toISOString(),
    live,
    ...(existing && {
      existing: {
        source,
        objects: existing.objects.filter(isOurs).map(({ object }) => object),
      },
      unread: [
        ...existing.unread
          .filter(isOurs)
          .map(({ because }) => `a file of ${source}: ${because}`),
        ...filesWithoutCluster(existing, site, show).map(
          path =>
            `${path} of ${source}: neither its path nor kubevirt.defaultCluster says of which cluster it is`,
        ),
      ],
    }),
  };
}

/** Files with objects of our kinds whose cluster is unknown. */
function filesWithoutCluster(
  { objects }: Existing,
  site: Site,
  show: (path: string) => string,
): string[] {
  const paths = new Set(objects.map(({ path }) => show(path)));
  return [...paths].filter(path => clusterOfFile(site, path) === undefined);
}
