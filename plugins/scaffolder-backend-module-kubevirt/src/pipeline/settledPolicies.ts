import { isDeepStrictEqual } from 'node:util';
import {
  KubeObject,
  LiveFacts,
  POLICY_KIND,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/**
 * The policies of a change that exist in the cluster as planned, are available, and may not be written by this identity. They
 * need no write, so a user who may only write networks can attach a VLAN that the nodes have already.
 */
export async function settledPolicies(options: {
  client: ClusterClient;
  objects: KubeObject[];
  live: LiveFacts;
}): Promise<KubeObject[]> {
  const { client, objects, live } = options;
  const { policies } = live;
  const existing = policies.known ? policies.objects : [];
  const settled = objects.filter(
    object =>
      object.kind === POLICY_KIND &&
      existing.some(
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
