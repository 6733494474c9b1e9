import { CustomErrorBase } from '@backstage/errors';

/** A command line that can't be understood. The usage is shown below its message. */
export class UsageError extends CustomErrorBase {
  name = 'UsageError' as const;
}
