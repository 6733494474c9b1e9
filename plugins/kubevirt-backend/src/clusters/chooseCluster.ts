import { InputError } from '@backstage/errors';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * The cluster that a request means: the one that it names, the default one, or the only one.
 *
 * @throws InputError for one that is not configured, and where none is named of several.
 */
export function chooseCluster(
  { clusters, defaultCluster }: Pick<Site, 'clusters' | 'defaultCluster'>,
  named: string | undefined,
): string {
  const known = Object.keys(clusters);
  const cluster =
    named ?? defaultCluster ?? (known.length === 1 ? known[0] : undefined);
  if (cluster === undefined || !known.includes(cluster)) {
    throw new InputError(
      `cluster: found ${
        cluster === undefined ? 'nothing' : JSON.stringify(cluster)
      }, allowed: ${known.map(name => `"${name}"`).join(', ')}`,
    );
  }
  return cluster;
}
