import { NotAllowedError } from '@backstage/errors';

/** A call that the backend denies. */
export const forbidden = async (): Promise<never> => {
  throw new NotAllowedError('Unauthorized.');
};
