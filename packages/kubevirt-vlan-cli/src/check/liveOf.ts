import { InputError } from '@backstage/errors';
import {
  LiveFacts,
  missingFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { readLive } from '../facts/readLive';
import { CheckOptions } from '../options/parseCommand';
import { ClusterManifests } from './checkCluster';

/** The state of the cluster, if a kubeconfig was named. A kubeconfig reaches one cluster. */
export async function liveOf(options: {
  options: CheckOptions;
  groups: ClusterManifests[];
  cwd: string;
  now: () => Date;
  warn: (message: string) => void;
}): Promise<LiveFacts> {
  const { groups, cwd, now, warn } = options;
  const { kubeconfig, context } = options.options;
  if (kubeconfig === undefined) {
    return missingFacts('no --kubeconfig was given');
  }
  if (groups.length > 1) {
    throw new InputError(
      `--kubeconfig: found manifests of the clusters ${groups
        .map(({ cluster }) => cluster)
        .join(', ')}, allowed: those of one cluster; check one after the other`,
    );
  }
  const [{ cluster, manifests }] = groups;
  const namespaces = manifests.flatMap(
    ({ object }) => object.metadata.namespace ?? [],
  );
  return readLive({
    ...{ cwd, kubeconfig, context, cluster, now, warn },
    namespaces: [...new Set(namespaces)].sort(),
  });
}
