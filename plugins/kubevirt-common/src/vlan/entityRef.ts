import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v3';
import { fields } from '../values/fields';

const entityRef = fields(z).entityRef();

/**
 * The full reference of an owner or an allowed group, in lower case, because Backstage compares lower-case
 * references.
 */
export function normalizeOwner(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
}

/**
 * Normalizes a full reference to lower case, in which Backstage compares references. Undefined if kind or namespace
 * is missing, and for letters that only look like ASCII: some become ASCII in lower case, such as U+212A, which
 * becomes "k".
 */
export function normalizeFullRef(ref: string): string | undefined {
  return /^[^:/]+:[^:/]+\/[^:/]+$/.test(ref) && entityRef.safeParse(ref).success
    ? stringifyEntityRef(parseEntityRef(ref))
    : undefined;
}

/** The full reference of an entity of one of the given kinds, in lower case; undefined for other texts. */
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
