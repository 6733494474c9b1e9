import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type {
  Fact,
  Part,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A fact as a page shows it. */
export function partOf<T extends object, U>(
  fact: Fact<T>,
  map: (fact: T) => U,
): Part<U> {
  return fact.known ? { value: map(fact) } : { unavailable: fact.because };
}

/** The fact that was read, or why nothing was read. */
export function flat<T extends object>(
  fact: Fact<{ value: Fact<T> }>,
): Fact<T> {
  return fact.known ? fact.value : fact;
}

/**
 * A fact that has to be known.
 *
 * @throws NotAllowedError where the cluster refuses it; ServiceUnavailableError where it can't be read otherwise.
 */
export function requireKnown<T extends object>(fact: Fact<T>): T {
  if (fact.known) {
    return fact;
  }
  const { because, isForbidden } = fact;
  throw isForbidden
    ? new NotAllowedError(because)
    : new ServiceUnavailableError(because);
}
