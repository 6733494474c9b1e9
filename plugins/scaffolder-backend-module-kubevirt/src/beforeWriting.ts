import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';

const REFUSALS = [InputError, NotAllowedError, ServiceUnavailableError];
/** What `@backstage/errors` puts between a message and that of its cause. */
const CAUSE = '; caused by ';

/**
 * Runs a step that comes before the first write, and adds to whatever it refuses that nothing was written. The step itself
 * does not know: the same question is asked again between two writes of a direct apply, whose own report says what was
 * written by then.
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
