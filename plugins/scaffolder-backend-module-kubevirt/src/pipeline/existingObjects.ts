import { NotAllowedError } from '@backstage/errors';
import {
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { PlannedRun } from './PlannedRun';
import { nothingWritten } from '../beforeWriting';

/**
 * The existing objects of the cluster, by the facts that were gathered. The networks of the namespace must be known: a NAD
 * that VMs use is not written blindly.
 *
 * @throws NotAllowedError where they can't be read.
 */
export async function existingObjects(
  options: Pick<PlannedRun, 'live' | 'plan'> & { client: ClusterClient },
): Promise<KubeObject[]> {
  const { policies, networks, vms } = options.live;
  const found = [policies, vms].flatMap(fact =>
    fact.known ? fact.objects : [],
  );
  return [
    ...found,
    ...(networks.known ? networks.objects : await readNetworks(options)),
  ];
}

async function readNetworks({
  plan,
  client,
}: Parameters<typeof existingObjects>[0]): Promise<KubeObject[]> {
  const namespace = [...plan.objects, ...removedObjects(plan.removals)].find(
    ({ id }) => id.namespace,
  )?.id.namespace;
  try {
    const { items } = await client.list({
      apiVersion: NETWORK_API_VERSION,
      kind: NETWORK_KIND,
      namespace,
    });
    return items;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) {
      throw nothingWritten(
        new NotAllowedError(
          `The networks of namespace ${namespace} can't be read on cluster ${client.cluster} as ${client.actingAs}: ${error.message}`,
        ),
      );
    }
    throw error;
  }
}
