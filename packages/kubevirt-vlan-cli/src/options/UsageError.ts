import { InputError } from '@backstage/errors';

/** A command line that can't be understood; the usage is shown below it. */
export class UsageError extends InputError {
  name = 'UsageError';
}
