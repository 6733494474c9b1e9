import { isRecord } from '../model/kubeObject';

/** The mapping at a path of an unvalidated object; empty if there is none. */
export function record(
  value: unknown,
  ...path: string[]
): Record<string, unknown> {
  const found = at(value, path);
  return isRecord(found) ? found : {};
}

/** The list at a path; empty if there is none. */
export function list(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The string at a path, or undefined. */
export function text(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** The values that occur more than once. */
export function repeated<T>(values: T[]): T[] {
  return [...new Set(values.filter((v, i) => values.indexOf(v) !== i))];
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined,
    value,
  );
}
