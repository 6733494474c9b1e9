import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';

/** Work that goes on over several turns, and that is begun anew after a failure. */
export interface Turns {
  /** One turn of this backend: begins the work, or goes on with it. */
  take: (signal: AbortSignal) => Promise<void>;
  /** Ends the turn and the work, for good. */
  stop: () => Promise<void>;
}

/**
 * Lets one of several backends do a work that has no end. The scheduler gives the turns, each to one backend; the work
 * goes on for a while after a turn, as mostly the same backend gets the next one.
 */
export function turns(options: {
  work: (signal: AbortSignal) => Promise<never>;
  turnMs: number;
  graceMs: number;
  /** Before work that failed is begun again. */
  pauseMs: number;
  logger: Pick<LoggerService, 'warn'>;
}): Turns {
  const { work, turnMs, graceMs, pauseMs, logger } = options;
  let current: { end: AbortController; done: Promise<void> } | undefined;
  let grace: NodeJS.Timeout | undefined;
  let isStopped = false;

  const begin = () => {
    const end = new AbortController();
    const done = work(end.signal)
      .catch(async error => {
        if (!end.signal.aborted) {
          logger.warn(`${error}; beginning again`);
          await sleep(pauseMs, undefined, { signal: end.signal }).catch(
            () => {},
          );
        }
      })
      .finally(() => {
        if (current?.end === end) {
          current = undefined;
        }
      });
    current = { end, done };
    return current;
  };

  return {
    async stop() {
      isStopped = true;
      clearTimeout(grace);
      current?.end.abort();
      await current?.done;
    },
    async take(signal) {
      if (isStopped) {
        return;
      }
      clearTimeout(grace);
      const { end, done } = current ?? begin();
      const turn = AbortSignal.any([signal, end.signal]);
      await Promise.race([
        done,
        sleep(turnMs, undefined, { signal: turn }).catch(() => {}),
      ]);
      if (signal.aborted || isStopped) {
        // The backend stops, or was too slow: somebody else may have the turn already.
        end.abort(signal.reason);
        clearTimeout(grace);
        await done;
      } else {
        grace = setTimeout(() => end.abort(), graceMs);
      }
    },
  };
}
