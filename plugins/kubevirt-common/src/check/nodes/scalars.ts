import { isRecord } from '../../model/kubeObject';

/** A scalar inside a value, as text: nmstate accepts numbers as names. */
export interface Scalar {
  path: string;
  value: string;
}

/** All scalars of a value. Not recursive, because a hostile value may be nested very deep. */
export function scalarsOf(root: unknown): Scalar[] {
  const scalars: Scalar[] = [];
  const open: Array<[path: string, value: unknown]> = [['', root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next;
    if (Array.isArray(value)) {
      value.forEach((child, i) => open.push([`${path}[${i}]`, child]));
    } else if (isRecord(value)) {
      Object.entries(value).forEach(([key, child]) =>
        open.push([`${path}${step(key)}`, child]),
      );
    } else if (value !== undefined && value !== null) {
      scalars.push({ path, value: String(value) });
    }
  }
  return scalars.reverse();
}

/** Quotes a key with a dot, which would look like a path of two keys. */
function step(key: string): string {
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
