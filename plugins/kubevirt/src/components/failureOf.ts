import { ResponseError } from '@backstage/errors';

/** Kinds of failures, by what the user can do about them. */
export interface Failure {
  kind: 'forbidden' | 'not-found' | 'bad-input' | 'unavailable' | 'other';
  /** The backend's message, if it sent one. */
  reason: string;
}

const KINDS: Record<string, Failure['kind']> = {
  NotAllowedError: 'forbidden',
  NotFoundError: 'not-found',
  InputError: 'bad-input',
  ServiceUnavailableError: 'unavailable',
};

/** Tells a denied request from an invalid one, and from an unreachable backend. */
export function failureOf(error: Error): Failure {
  const cause = ResponseError.is(error) ? error.cause : error;
  return { kind: KINDS[cause.name] ?? 'other', reason: cause.message };
}
