import { setTimeout } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import { PipelineContext } from './types';

/** How often a target that moves between reading and writing is read again. */
const MAX_TRIES = 12;
/** Longest pause before the second try, in milliseconds; each further one is that much longer. */
const PAUSE = 150;

/** Repeats an attempt whose target has moved between reading and writing, a few times. */
export async function retryOnConflict<T>(
  { logger, signal }: Pick<PipelineContext, 'logger' | 'signal'>,
  attempt: (tries: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === MAX_TRIES) {
        throw error;
      }
      logger.warn(`${error.message}. Reading it again`);
      // A random pause, so that tasks that collided once do not collide again.
      await setTimeout(Math.random() * PAUSE * tries, undefined, { signal });
    }
  }
}
