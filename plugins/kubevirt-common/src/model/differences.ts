import { isRecord } from './kubeObject';

/** One place where two values differ; `undefined` means that the place does not exist. */
export interface Difference {
  /** Such as `spec.desiredState.interfaces[0].name`. */
  path: string;
  /** The path as keys and indexes. */
  keys: Array<string | number>;
  was: unknown;
  becomes: unknown;
}

/**
 * The places where two values differ. Mappings are compared key by key, and lists item by item if they have the same
 * length.
 */
export function differences(
  was: unknown,
  becomes: unknown,
  path: string,
  keys: Array<string | number> = [path],
): Difference[] {
  if (
    Array.isArray(was) &&
    Array.isArray(becomes) &&
    was.length === becomes.length
  ) {
    return was.flatMap((item, i) =>
      differences(item, becomes[i], `${path}[${i}]`, [...keys, i]),
    );
  }
  if (isRecord(was) && isRecord(becomes)) {
    return [...new Set([...Object.keys(was), ...Object.keys(becomes)])].flatMap(
      key =>
        differences(was[key], becomes[key], `${path}.${key}`, [...keys, key]),
    );
  }
  return JSON.stringify(was) === JSON.stringify(becomes)
    ? []
    : [{ path, keys, was, becomes }];
}
