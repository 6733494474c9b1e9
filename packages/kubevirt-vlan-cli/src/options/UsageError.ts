import { CustomErrorBase } from '@backstage/errors';

/** A command line that can't be understood; the usage is shown below it. */
export class UsageError extends CustomErrorBase {
  name = 'UsageError' as const;
}
