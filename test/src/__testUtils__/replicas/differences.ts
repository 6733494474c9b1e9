import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';

/**
 * How a catalog differs from the expected one, in words. Only the `spec` counts: the catalog and the provider add to
 * the metadata.
 */
export function differences(
  found: ReadonlyMap<string, Entity>,
  goal: ReadonlyMap<string, Entity>,
): string[] {
  return [...new Set([...found.keys(), ...goal.keys()])].flatMap(ref => {
    const is = found.get(ref);
    const should = goal.get(ref);
    if (!is || !should) {
      return is ? `${ref} is too much` : `${ref} is missing`;
    }
    return isDeepStrictEqual(plain(is.spec), plain(should.spec))
      ? []
      : `${ref} is ${JSON.stringify(is.spec)}, should be ${JSON.stringify(
          should.spec,
        )}`;
  });
}

/**
 * Parses JSON in the sandbox. What `Response.json` returns under Jest has prototypes from outside it, so it is never
 * strictly equal to an object from inside.
 */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
