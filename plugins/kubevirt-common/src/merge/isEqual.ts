import { isRecord } from '../model/kubeObject';

/** The value that a mapping has of its own under a key; undefined where it has none, or is no mapping. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** True where two plain values say the same; the order of a mapping's keys says nothing, nor does a key set undefined. */
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
