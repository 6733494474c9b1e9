import { isRecord } from '../model/kubeObject';

/** A copy of data that nobody can change. What is no data, such as the namers of a site, is passed on. */
export function frozenCopy<T>(value: T): T {
  return copyOf(value, new Map()) as T;
}

/** YAML may use one value in many places; it is copied once. */
function copyOf(value: unknown, copies: Map<unknown, unknown>): unknown {
  if (!isData(value)) {
    return value;
  }
  const known = copies.get(value);
  if (known) {
    return known;
  }
  const copy: object = Array.isArray(value) ? [] : {};
  copies.set(value, copy);
  for (const [key, child] of Object.entries(value)) {
    // An assignment to "__proto__" would set no key.
    Object.defineProperty(copy, key, {
      value: copyOf(child, copies),
      enumerable: true,
    });
  }
  return Object.freeze(copy);
}

/** True for a list and for a plain mapping. */
function isData(value: unknown): value is object {
  if (!isRecord(value)) {
    return Array.isArray(value);
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
