import { InputError } from '@backstage/errors';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

type Clusters = Pick<Site, 'clusters' | 'defaultCluster'>;

/** The cluster for requests that name none: the default one, or the only one. */
export function defaultClusterOf(site: Clusters): string | undefined {
  const { clusters, defaultCluster } = site;
  const known = Object.keys(clusters);
  return defaultCluster ?? (known.length === 1 ? known[0] : undefined);
}

/**
 * The cluster of a request: the one that it names, the default one, or the only one.
 *
 * @throws InputError for a cluster that is not configured, and for a request that names none where there are several.
 */
export function chooseCluster(
  site: Clusters,
  named: string | undefined,
): string {
  const known = Object.keys(site.clusters);
  const cluster = named ?? defaultClusterOf(site);
  if (cluster === undefined || !known.includes(cluster)) {
    throw new InputError(
      `cluster: found ${
        cluster === undefined ? 'nothing' : JSON.stringify(cluster)
      }, allowed: ${known.map(name => `"${name}"`).join(', ')}`,
    );
  }
  return cluster;
}
