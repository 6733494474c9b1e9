import { NotAllowedError } from '@backstage/errors';
import {
  KubeObject,
  ObjectId,
  POLICY_KIND,
  formatObjectId,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  Right,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ENACTMENT_API_VERSION, ENACTMENT_KIND } from './policyKinds';

/** Up to this number, objects of a kind are read one by one; above it, as a list. */
export const READ_ONE_BY_ONE = 3;

/**
 * Proves before the first write that the identity may do everything that a run will do.
 *
 * @throws NotAllowedError that lists every right that is missing.
 */
export async function checkRights(options: {
  client: ClusterClient;
  objects: KubeObject[];
  /** An existing object needs other rights than one to create. */
  exists: (object: KubeObject) => boolean;
}): Promise<void> {
  const { client, objects, exists } = options;
  const missing = await client.denied(
    await narrowed(client, [
      ...objects.flatMap(object => rightsFor(object, exists(object))),
      ...waitRights(objects),
    ]),
  );
  refuse(client, missing);
}

/** @throws NotAllowedError that lists every object that may not be read. */
export async function checkReadRights(
  client: ClusterClient,
  ids: ObjectId[],
): Promise<void> {
  await checkVerb({ client, ids, verb: 'get' });
}

/** @throws NotAllowedError that lists every object that may not be deleted. */
export async function checkDeleteRights(
  client: ClusterClient,
  ids: ObjectId[],
): Promise<void> {
  await checkVerb({ client, ids, verb: 'delete' });
}

async function checkVerb(options: {
  client: ClusterClient;
  ids: ObjectId[];
  verb: Right['verb'];
}): Promise<void> {
  const { client, ids, verb } = options;
  const rights = ids.map(id => ({ ...id, verb }));
  refuse(client, await client.denied(await narrowed(client, rights)));
}

function rightsFor(object: KubeObject, exists: boolean): Right[] {
  const verbs: Right['verb'][] = exists ? ['patch'] : ['create', 'patch'];
  return verbs.map(verb => ({ ...objectId(object), verb }));
}

function waitRights(objects: KubeObject[]): Right[] {
  const policy = objects.find(({ kind }) => kind === POLICY_KIND);
  return policy
    ? (['list', 'watch'] as const).flatMap(verb => [
        { verb, apiVersion: policy.apiVersion, kind: POLICY_KIND },
        { verb, apiVersion: ENACTMENT_API_VERSION, kind: ENACTMENT_KIND },
      ])
    : [];
}

/** Leaves out rights that are covered by a right to all objects of the kind: one question instead of a thousand. */
async function narrowed(
  client: ClusterClient,
  rights: Right[],
): Promise<Right[]> {
  const broad = new Map(
    rights.map(({ name: _name, ...right }) => [JSON.stringify(right), right]),
  );
  const denied = new Set(
    (await client.denied([...broad.values()])).map(
      ({ reason: _reason, ...right }) => JSON.stringify(right),
    ),
  );
  return rights.filter(({ name: _name, ...right }) =>
    denied.has(JSON.stringify(right)),
  );
}

function refuse(
  client: ClusterClient,
  missing: Array<Right & { reason?: string }>,
): void {
  if (missing.length === 0) {
    return;
  }
  const list = missing.map(
    ({ verb, apiVersion, kind, namespace, name, reason }) =>
      `${verb} ${formatObjectId({
        kind,
        namespace,
        name: name ?? '*',
      })} (${apiVersion})${reason ? `: ${reason}` : ''}`,
  );
  throw new NotAllowedError(
    `Missing rights on cluster ${client.cluster} as ${
      client.actingAs
    }: ${list.join(
      '; ',
    )}. Nothing was written; ask the platform team for a role that has them, or propose the change in the GitOps repository`,
  );
}
