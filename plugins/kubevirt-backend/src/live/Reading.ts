import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Part } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** What was read of a cluster, or why it was not. */
export type Reading<T> =
  | { value: T }
  | {
      unavailable: string;
      /** The cluster refuses it to this identity. */
      isForbidden?: boolean;
    };

/** A reading as a page has it. */
export function partOf<T, U>(
  reading: Reading<T>,
  map: (value: T) => U,
): Part<U> {
  return 'value' in reading
    ? { value: map(reading.value) }
    : { unavailable: reading.unavailable };
}

/** A reading of what is a reading itself. */
export function flat<T>(reading: Reading<Reading<T>>): Reading<T> {
  return 'value' in reading ? reading.value : reading;
}

/**
 * What was read.
 *
 * @throws NotAllowedError where the cluster refuses it; ServiceUnavailableError where it can't be read otherwise.
 */
export function valueOf<T>(reading: Reading<T>): T {
  if ('value' in reading) {
    return reading.value;
  }
  const { unavailable, isForbidden } = reading;
  throw isForbidden
    ? new NotAllowedError(unavailable)
    : new ServiceUnavailableError(unavailable);
}
