import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KubeObject,
  formatObject,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { versionOf } from './removeObject';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Waits until a deleted object is gone. The server only marks an object that has finalizers, such as a VM, which still uses its
 * network until it has stopped.
 *
 * @throws where it is still there after the time limit.
 */
export async function waitUntilGone(options: {
  client: ClusterClient;
  /** As it was before the deletion. */
  live: KubeObject;
  waitLimitMs: number;
  logger: Pick<LoggerService, 'info'>;
  signal?: AbortSignal;
}): Promise<void> {
  const { client, live, waitLimitMs, logger, signal } = options;
  const id = formatObject(live);
  const end = Date.now() + waitLimitMs;
  let held: string | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    const now = await client.read(objectId(live));
    if (!now || versionOf(now).uid !== versionOf(live).uid) {
      return;
    }
    const holders = finalizersOf(now).join(', ') || 'nothing that it names';
    if (held !== holders) {
      logger.info(`Waiting until ${id} is gone, which is held by ${holders}`);
      held = holders;
    }
    const next = Math.min(pause, LONGEST_PAUSE_MS);
    if (Date.now() + next > end) {
      throw new Error(
        `${id} was deleted, but is still there after ${
          waitLimitMs / 60_000
        } minutes, held by ${holders}. What depends on it was left as it is; run again once it is gone`,
      );
    }
    await sleep(next, undefined, { signal });
  }
}

function finalizersOf({ metadata }: KubeObject): string[] {
  return (metadata as { finalizers?: string[] }).finalizers ?? [];
}
