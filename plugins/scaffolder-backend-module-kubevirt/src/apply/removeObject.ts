import { setTimeout as sleep } from 'node:timers/promises';
import {
  KubeObject,
  formatObject,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  ObjectVersion,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { driftOf } from './drift';

/** How often an object whose status changes meanwhile is read again. */
const MAX_TRIES = 5;
const PAUSE_MS = 200;

/** One object as it was read: the server deletes no other version of it. */
export function versionOf(object: KubeObject): ObjectVersion {
  const { uid, resourceVersion } = object.metadata as {
    uid?: string;
    resourceVersion?: string;
  };
  return { id: objectId(object), uid, resourceVersion };
}

/**
 * Deletes an object as it was previewed. A change of its status since does not matter.
 *
 * @returns `unchanged` if somebody else had deleted it before.
 * @throws where it says something else than what was previewed, or is another object of that name.
 */
export async function removeObject(options: {
  client: ClusterClient;
  live: KubeObject;
  signal?: AbortSignal;
  /** Explains an error of the deletion itself, after which it may have happened. */
  explain: (error: Error) => Error;
}): Promise<'deleted' | 'unchanged'> {
  const { client, signal, explain } = options;
  let { live } = options;
  // A deletion whose answer was lost may have happened; a finalizer then makes the next one stale.
  let mayBeOurs = false;
  const gone = () => (mayBeOurs ? 'deleted' : 'unchanged');
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted();
    try {
      const outcome = await client.delete(versionOf(live), { dryRun: false });
      return outcome === 'unchanged' ? gone() : outcome;
    } catch (error) {
      const isStale = error instanceof ApiError && error.isStale;
      if (!isStale || tries === MAX_TRIES) {
        throw explain(error as Error);
      }
      mayBeOurs ||= error.afterUnclear;
    }
    await sleep(PAUSE_MS * (tries - 1), undefined, { signal });
    const now = await client.read(objectId(live));
    if (!now) {
      return gone();
    }
    refuseChanged(options.live, now);
    live = now;
  }
}

function refuseChanged(previewed: KubeObject, now: KubeObject): void {
  const isOther = versionOf(previewed).uid !== versionOf(now).uid;
  const changed = driftOf(previewed, now).map(({ path }) => path);
  if (isOther || changed.length > 0) {
    throw new Error(
      `${formatObject(now)} was ${
        isOther
          ? 'made anew'
          : `changed by somebody else (${changed.join(', ')})`
      } since it was compared, and is not removed. Run again to see it and to decide`,
    );
  }
}
