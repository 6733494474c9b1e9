import { InputError } from '@backstage/errors';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { clusterOfPath } from '../site/clusterOfPath';
import { ClusterManifests } from './checkCluster';
import { Manifest } from '../input/Manifest';

/** @throws InputError for a cluster that the site does not know. */
export function requireCluster(
  site: Site,
  cluster: string,
  where: string,
): void {
  if (!Object.hasOwn(site.clusters, cluster)) {
    throw new InputError(
      `${where}: found cluster "${cluster}", allowed: ${Object.keys(
        site.clusters,
      ).join(', ')} (kubevirt.clusters)`,
    );
  }
}

/**
 * The cluster of a file: the one in its path, else the default one, else the only one; undefined where none of these
 * exists.
 *
 * @param path - relative to the repository, with "/"
 */
export function clusterOfFile(site: Site, path: string): string | undefined {
  const names = Object.keys(site.clusters);
  return (
    clusterOfPath(site, path) ??
    site.defaultCluster ??
    (names.length === 1 ? names[0] : undefined)
  );
}

/**
 * The manifests of each cluster, clusters in the order of their names.
 *
 * @param show - a file relative to the repository
 * @throws InputError for an unknown cluster, and for a file whose cluster can't be found.
 */
export function groupByCluster(options: {
  site: Site;
  manifests: Manifest[];
  cluster?: string;
  show: (path: string) => string;
}): ClusterManifests[] {
  const { site, manifests, show } = options;
  if (options.cluster !== undefined) {
    requireCluster(site, options.cluster, '--cluster');
    return [{ cluster: options.cluster, manifests }];
  }
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const path = show(manifest.path);
    const cluster = clusterOfFile(site, path);
    if (cluster === undefined) {
      throw new InputError(
        `${path}: found no cluster in this path, allowed: a path after kubevirt.gitOps.paths; or name the cluster with --cluster`,
      );
    }
    requireCluster(site, cluster, path);
    const group = groups.get(cluster) ?? [];
    group.push(manifest);
    groups.set(cluster, group);
  }
  return [...groups]
    .map(([cluster, ofCluster]) => ({ cluster, manifests: ofCluster }))
    .sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
}
