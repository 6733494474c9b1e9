import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v3';
import { fields } from '../values/fields';

const entityRef = fields(z).entityRef();

/** The full reference of an owner or an allowed group, in the lower case that Backstage compares in. */
export function normalizeOwner(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
}

/**
 * A full reference in the lower case that Backstage compares in; undefined for what names no kind or no namespace, and
 * for letters that only look like ASCII ones: some of them are ASCII in lower case (U+212A is a "k" then).
 */
export function normalizeFullRef(ref: string): string | undefined {
  return /^[^:/]+:[^:/]+\/[^:/]+$/.test(ref) && entityRef.safeParse(ref).success
    ? stringifyEntityRef(parseEntityRef(ref))
    : undefined;
}

/** A full reference of one of some kinds, in lower case; undefined for a text that is none. */
export function entityRefOf(
  written: string | undefined,
  options: { kinds: string[]; defaultKind: string },
): string | undefined {
  if (written === undefined || !entityRef.safeParse(written).success) {
    return undefined;
  }
  const parsed = parseEntityRef(written, {
    defaultKind: options.defaultKind,
    defaultNamespace: 'default',
  });
  const ref = stringifyEntityRef(parsed);
  return options.kinds.some(kind => ref.startsWith(`${kind}:`))
    ? ref
    : undefined;
}
