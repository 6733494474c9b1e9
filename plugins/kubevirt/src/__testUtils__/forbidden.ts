import { NotAllowedError } from '@backstage/errors';

/** A call that the backend refuses. */
export const forbidden = async (): Promise<never> => {
  throw new NotAllowedError('Unauthorized.');
};
