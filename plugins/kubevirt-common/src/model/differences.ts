import { isRecord } from './kubeObject';

/** One place at which two values differ; `undefined` stands for what is not there. */
export interface Difference {
  /** Such as `spec.desiredState.interfaces[0].name`. */
  path: string;
  /** The same, key by key. */
  keys: Array<string | number>;
  was: unknown;
  becomes: unknown;
}

/** Where two values differ, as deep as both are mappings or lists of one length. */
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
