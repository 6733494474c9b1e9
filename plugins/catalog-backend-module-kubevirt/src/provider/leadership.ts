import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';

/** A job without an end. It continues from one term to the next, and restarts if it fails. */
export interface Leadership {
  /** One term of this replica as the leader: starts the job, or continues it. */
  lead: (signal: AbortSignal) => Promise<void>;
  /** Ends the term and the job, for good. */
  stop: () => Promise<void>;
}

/**
 * Runs a never-ending job on one replica at a time (leadership by the scheduler). The scheduler gives each term to one
 * replica. The job goes on for a grace period after a term, as the same replica mostly gets the next one.
 */
export function leadership(options: {
  job: (signal: AbortSignal) => Promise<never>;
  termMs: number;
  graceMs: number;
  /** The pause before a job that failed is begun again. */
  pauseMs: number;
  logger: Pick<LoggerService, 'warn'>;
}): Leadership {
  const { job, termMs, graceMs, pauseMs, logger } = options;
  let current: { end: AbortController; done: Promise<void> } | undefined;
  let grace: NodeJS.Timeout | undefined;
  let isStopped = false;

  const begin = () => {
    const end = new AbortController();
    const done = job(end.signal)
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
    async lead(signal) {
      if (isStopped) {
        return;
      }
      clearTimeout(grace);
      const { end, done } = current ?? begin();
      const term = AbortSignal.any([signal, end.signal]);
      await Promise.race([
        done,
        sleep(termMs, undefined, { signal: term }).catch(() => {}),
      ]);
      if (signal.aborted || isStopped) {
        // The backend stops, or was too slow: another replica may be the leader already.
        end.abort(signal.reason);
        clearTimeout(grace);
        await done;
      } else {
        grace = setTimeout(() => end.abort(), graceMs);
      }
    },
  };
}
