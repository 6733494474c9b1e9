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
/** By group and not by version: another version is for the checks to refuse. */
const KINDS: Record<string, string> = {
  [POLICY_KIND]: group(POLICY_API_VERSION),
  [NETWORK_KIND]: group(NETWORK_API_VERSION),
  [VM_KIND]: group(VM_API_VERSION),
};

/** A value of one of our kinds, and where in its document it stands. */
export interface Found {
  value: Record<string, unknown>;
  keys: Array<string | number>;
}

/** A text that may hold one of our kinds; most files of a large repository don't. */
export function mayHoldOurs(text: string): boolean {
  return Object.keys(KINDS).some(kind => text.includes(kind));
}

/** What of a document is of our kinds: itself, or the items of a list, as `kubectl apply` takes them. */
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
    // Items of a list of one kind need not say it again.
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
