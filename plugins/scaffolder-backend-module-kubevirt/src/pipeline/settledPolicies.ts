import { isDeepStrictEqual } from 'node:util';
import {
  KubeObject,
  LiveFacts,
  POLICY_KIND,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/**
 * The policies of a change that stand in the cluster as planned, available, and that the identity may not write: there is
 * nothing to do for them, so that whoever may write networks alone can attach a VLAN that the nodes have already.
 */
export async function settledPolicies(options: {
  client: ClusterClient;
  objects: KubeObject[];
  live: LiveFacts;
}): Promise<KubeObject[]> {
  const { client, objects, live } = options;
  const { policies } = live;
  const standing = policies.known ? policies.objects : [];
  const settled = objects.filter(
    object =>
      object.kind === POLICY_KIND &&
      standing.some(
        other =>
          other.metadata.name === object.metadata.name &&
          isDeepStrictEqual(other.spec, object.spec) &&
          isAvailable(other),
      ),
  );
  const denied = await client.denied(
    settled.map(({ apiVersion, kind, metadata: { name } }) => ({
      verb: 'patch',
      apiVersion,
      kind,
      name,
    })),
  );
  return settled.filter(({ metadata }) =>
    denied.some(({ name }) => name === metadata.name),
  );
}

function isAvailable({ status }: KubeObject): boolean {
  const conditions = isRecord(status) ? status.conditions : undefined;
  return (
    Array.isArray(conditions) &&
    conditions.some(
      condition =>
        condition.type === 'Available' && condition.status === 'True',
    )
  );
}
