import { isRecord } from '../model/kubeObject';

/** The own value of a mapping under a key; undefined if there is none or the value is not a mapping. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** True if two plain values are equal. The order of keys and keys with the value undefined do not matter. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key =>
      isEqual(own(a, key), own(b, key)),
    );
  }
  return Object.is(a, b);
}
