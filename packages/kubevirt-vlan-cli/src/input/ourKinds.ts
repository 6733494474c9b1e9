import {
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

const group = (apiVersion: string) => apiVersion.split('/')[0];
/** By group, not by version: the checks refuse other versions. */
const KINDS: Record<string, string> = {
  [POLICY_KIND]: group(POLICY_API_VERSION),
  [NETWORK_KIND]: group(NETWORK_API_VERSION),
  [VM_KIND]: group(VM_API_VERSION),
};

/** A value of one of our kinds, and the way to it in its document. */
export interface Found {
  value: Record<string, unknown>;
  keys: Array<string | number>;
}

/** True for a text that may hold one of our kinds. Most files of a large repository don't. */
export function mayHoldOurs(text: string): boolean {
  return Object.keys(KINDS).some(kind => text.includes(kind));
}

/** The parts of a document that are of our kinds: the document itself, or items of a list, as `kubectl apply` takes them. */
export function oursIn(
  value: unknown,
  keys: Array<string | number> = [],
): Found[] {
  if (!isRecord(value)) {
    return [];
  }
  const { kind, apiVersion, items } = value;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') {
    return [];
  }
  if (kind.endsWith('List') && Array.isArray(items)) {
    // Items of a list of one kind need not repeat the kind.
    const implied =
      kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -4) };
    return items.flatMap((item, i) =>
      oursIn(isRecord(item) ? { ...implied, ...item } : item, [
        ...keys,
        'items',
        i,
      ]),
    );
  }
  return Object.hasOwn(KINDS, kind) && group(apiVersion) === KINDS[kind]
    ? [{ value, keys }]
    : [];
}
