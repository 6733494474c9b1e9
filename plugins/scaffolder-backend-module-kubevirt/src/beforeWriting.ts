import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

const REFUSALS = [InputError, NotAllowedError, ServiceUnavailableError];
/** `@backstage/errors` joins a message and its cause with this. */
const CAUSE = '; caused by ';

/**
 * Runs a step that comes before the first write. If the step refuses, the message says that nothing was written. The step
 * itself can't know this: a direct apply repeats some of these steps between two writes, and reports itself what was written.
 */
export async function beforeWriting<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw REFUSALS.some(refusal => error instanceof refusal)
      ? nothingWritten(error as Error)
      : error;
  }
}

/** The same error, whose message also says that nothing was written. */
export function nothingWritten<E extends Error>(error: E): E {
  const [own, ...causes] = error.message.split(CAUSE);
  error.message = [`${own}. Nothing was written`, ...causes].join(CAUSE);
  return error;
}
