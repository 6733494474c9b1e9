import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';

/**
 * What of a catalog is other than it should be, in words. By what entities say, their `spec`: the catalog adds to their
 * metadata, and who put them there does, too.
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
 * As JSON, made here. What `Response.json` returns under Jest has prototypes of outside its sandbox, by which nothing
 * that was made inside is ever strictly equal.
 */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
