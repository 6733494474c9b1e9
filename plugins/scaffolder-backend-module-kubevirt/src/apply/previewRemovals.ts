import { InputError, NotAllowedError } from '@backstage/errors';
import {
  KubeObject,
  ObjectId,
  formatObject,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { concurrently } from './concurrently';
import { explainRefusal } from './explainRefusal';
import { gitOpsManager } from './gitOpsManager';
import { RemovalEntry } from './RemovalEntry';
import { versionOf } from './removeObject';
import { checkDeleteRights, checkReadRights } from './rights';

/**
 * Reads the existing objects, proves the rights, and has the server dry-run every deletion, including admission. An object
 * that does not exist is `unchanged`.
 *
 * @throws NotAllowedError for missing rights and for objects of a GitOps controller, InputError for everything that the
 * server refuses.
 */
export async function previewRemovals(
  client: ClusterClient,
  ids: ObjectId[],
): Promise<RemovalEntry[]> {
  await checkReadRights(client, ids);
  const entries = await concurrently(ids, async (id): Promise<RemovalEntry> => {
    const live = await client.read(id);
    return live ? { action: 'deleted', id, live } : { action: 'unchanged', id };
  });
  const existing = entries.flatMap(entry =>
    entry.action === 'deleted' ? [entry.live] : [],
  );
  refuseManaged(existing);
  await checkDeleteRights(client, existing.map(objectId));
  await refuseRefused(client, existing);
  return entries;
}

async function refuseRefused(
  client: ClusterClient,
  objects: KubeObject[],
): Promise<void> {
  const { cluster } = client;
  const refusals = await concurrently(objects, async object => {
    try {
      await client.delete(versionOf(object), { dryRun: true });
      return [];
    } catch (error) {
      // Somebody changed it since it was read; the deletion itself compares it again.
      if (error instanceof ApiError && !error.isStale) {
        return [explainRefusal({ error, object, cluster })];
      }
      if (error instanceof ApiError) {
        return [];
      }
      throw error;
    }
  });
  const texts = refusals.flat();
  if (texts.length > 0) {
    throw new InputError(
      `Cluster ${cluster} refuses this, nothing was written. ${texts.join(
        '. ',
      )}`,
    );
  }
}

/** A GitOps controller would create the objects again that it manages. */
function refuseManaged(objects: KubeObject[]): void {
  const managed = objects.flatMap(object => {
    const manager = gitOpsManager(object);
    return manager ? [`${formatObject(object)} (${manager})`] : [];
  });
  if (managed.length > 0) {
    throw new NotAllowedError(
      `${managed.join(
        ', ',
      )}: managed from a GitOps repository, which would put back what is removed directly. Nothing was written; choose the delivery "pull-request"`,
    );
  }
}
