import { isRecord } from '../../model/kubeObject';

/** A scalar somewhere in a value, as text: nmstate takes numbers for names too. */
export interface Scalar {
  path: string;
  value: string;
}

/** The scalars of a value, however deep it is nested: without recursion, as the value may be hostile. */
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

/** A key with a dot in it is not a path of two keys. */
function step(key: string): string {
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
