import { LoggerService } from '@backstage/backend-plugin-api';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError, ConnectionError } from './apiError';
import { ClusterClient, Kind } from './ClusterClient';
import { KindMirror } from './KindMirror';

const PAUSE_MS = 500;
const TIMING = { maxPauseMs: 30_000, longWatchMs: 10_000, confirmMs: 0 };

/**
 * Follows a kind's objects for a short time, until the signal ends it. The list is read again after every watch and replaces
 * what was known, so it also shows what a watch has missed.
 *
 * @param onChange - called with all objects, after each list and each change
 * @throws what the server refuses of a list. An API server that can't be reached ends nothing: it may be away for a while
 * because a node's network is reconfigured.
 */
export async function follow(options: {
  client: ClusterClient;
  kind: Kind;
  onChange: (objects: KubeObject[]) => void;
  signal: AbortSignal;
  logger: Pick<LoggerService, 'debug' | 'warn'>;
  /** The pause after a list that failed; twice as long after a watch that ended soon, and growing from there. */
  pauseMs?: number;
}): Promise<never> {
  const { client, kind, onChange, signal, logger } = options;
  const { pauseMs = PAUSE_MS } = options;
  let known: ReadonlyMap<string, KubeObject> = new Map();
  const report = () => onChange([...known.values()]);
  const mirror = new KindMirror({
    kind,
    cut: object => object,
    onRead: objects => {
      known = objects;
      report();
    },
    onChange: report,
    onFailure: error => {
      if (!isOutage(error)) {
        throw error;
      }
      logger.warn(
        `${kind.kind} objects of cluster ${client.cluster} can't be read now: ${error.message}; trying on`,
      );
    },
    onWatchError: error =>
      logger.debug(`Watch of ${kind.kind} ended: ${error}`),
    isListedAfterWatch: true,
    timing: { ...TIMING, pauseMs: 2 * pauseMs, listPauseMs: pauseMs },
  });
  return mirror.run(client, signal);
}

function isOutage(error: Error): boolean {
  return (
    error instanceof ConnectionError ||
    (error instanceof ApiError &&
      ([410, 429].includes(error.status) || error.status >= 500))
  );
}
