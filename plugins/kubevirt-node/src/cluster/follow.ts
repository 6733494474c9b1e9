import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError, ConnectionError } from './apiError';
import { ClusterClient, Kind, WatchEvent } from './ClusterClient';

/** How long to wait before the list after a watch; twice as long after each watch that ended soon. */
const PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** A watch that lived so long was as it should be. */
const LONG_WATCH_MS = 10_000;

/**
 * Keeps a kind's objects as the cluster has them, by list and watch, until the signal ends it. After every watch,
 * however it ended, the list is read again: what a watch dropped, silently or not, is made good then.
 *
 * @param onChange - called with all objects, after the list and after each change
 * @throws what the server refuses of a list; what fails otherwise is begun again.
 */
export async function follow(options: {
  client: ClusterClient;
  kind: Kind;
  onChange: (objects: KubeObject[]) => void;
  signal: AbortSignal;
  logger: Pick<LoggerService, 'debug' | 'warn'>;
  pauseMs?: number;
}): Promise<never> {
  const { client, kind, onChange, signal, logger } = options;
  const { pauseMs = PAUSE_MS } = options;
  let pause = pauseMs;
  for (;;) {
    signal.throwIfAborted();
    const { items, resourceVersion } = await listInTheEnd(options, pauseMs);
    const objects = new Map(items.map(item => [keyOf(item), item]));
    onChange([...objects.values()]);
    const begun = Date.now();
    try {
      await client.watch(kind, {
        resourceVersion,
        signal,
        onEvent: event => {
          if (take(objects, event)) {
            onChange([...objects.values()]);
          }
        },
      });
    } catch (error) {
      signal.throwIfAborted();
      logger.debug(`Watch of ${kind.kind} ended: ${error}`);
    }
    // Watches that end at once, or are not allowed, must not become a storm of lists.
    pause =
      Date.now() - begun > LONG_WATCH_MS
        ? pauseMs
        : Math.min(pause * 2, MAX_PAUSE_MS);
    await sleep(pause, undefined, { signal });
  }
}

/** An API server that is away for a while, as a node's network is reconfigured, ends no wait. */
async function listInTheEnd(
  { client, kind, signal, logger }: Parameters<typeof follow>[0],
  pauseMs: number,
): ReturnType<ClusterClient['list']> {
  for (;;) {
    try {
      return await client.list(kind);
    } catch (error) {
      signal.throwIfAborted();
      const isOutage =
        error instanceof ConnectionError ||
        (error instanceof ApiError &&
          ([410, 429].includes(error.status) || error.status >= 500));
      if (!isOutage) {
        throw error;
      }
      logger.warn(
        `${kind.kind} objects of cluster ${client.cluster} can't be read now: ${error.message}; trying on`,
      );
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

function take(
  objects: Map<string, KubeObject>,
  { type, object }: WatchEvent,
): boolean {
  switch (type) {
    case 'added':
    case 'modified':
      objects.set(keyOf(object), object);
      return true;
    case 'deleted':
      return objects.delete(keyOf(object));
    default:
      return false;
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
