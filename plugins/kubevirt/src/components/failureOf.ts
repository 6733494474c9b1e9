import { ResponseError } from '@backstage/errors';

/** What went wrong with a call, by what the user can do about it. */
export interface Failure {
  kind: 'forbidden' | 'not-found' | 'bad-input' | 'unavailable' | 'other';
  /** The backend's own words, where it said any. */
  reason: string;
}

const KINDS: Record<string, Failure['kind']> = {
  NotAllowedError: 'forbidden',
  NotFoundError: 'not-found',
  InputError: 'bad-input',
  ServiceUnavailableError: 'unavailable',
};

/** Tells apart what was refused, what was not understood, and what could not be asked. */
export function failureOf(error: Error): Failure {
  const cause = ResponseError.is(error) ? error.cause : error;
  return { kind: KINDS[cause.name] ?? 'other', reason: cause.message };
}
