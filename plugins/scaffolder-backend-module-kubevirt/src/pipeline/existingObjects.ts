import { NotAllowedError } from '@backstage/errors';
import {
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  ObjectId,
  POLICY_API_VERSION,
  POLICY_KIND,
  Removal,
  formatObject,
  formatObjectId,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { concurrently } from '../apply';
import { PlannedRun } from './PlannedRun';
import { nothingWritten } from '../beforeWriting';

/**
 * The existing objects of the cluster, by the facts that were gathered. The networks of the namespace must be known: a NAD
 * that VMs use is not written blindly. What is removed is read one by one: nothing is deleted that was not judged, whatever
 * the facts leave out.
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
  const listed = [
    ...found,
    ...(networks.known ? networks.objects : await readNetworks(options)),
  ];
  const ids = options.plan.removals.map(idOf);
  const removed = await concurrently(ids, id => options.client.read(id));
  const names = new Set(ids.map(formatObjectId));
  return [
    ...listed.filter(object => !names.has(formatObject(object))),
    ...removed.flatMap(object => object ?? []),
  ];
}

function idOf(removal: Removal): ObjectId {
  return removal.type === 'object'
    ? removal.id
    : {
        apiVersion: POLICY_API_VERSION,
        kind: POLICY_KIND,
        name: removal.policy,
      };
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
