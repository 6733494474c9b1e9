import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { Position } from './Manifest';
import { YamlDocument } from './parseYaml';

type Keys = Array<string | number>;
interface Step {
  node: unknown;
  offset: number | undefined;
  rest: string;
}

/**
 * Where a field of an object stands: its key in a mapping, its item in a list. Where the document has no such place, that
 * of the deepest parent that it has; so a field inside the JSON of `spec.config` is found at `spec.config`.
 *
 * A field is read against the document, as keys are written in it with their dots
 * (`spec.nodeSelector.node-role.kubernetes.io/worker`). Of several fields with ", " between them the first one counts.
 *
 * @param keys - where the object itself stands in the document
 */
export function locate(
  { document, lines }: YamlDocument,
  keys: Keys,
  field: string,
): Position {
  let step: Step | undefined = {
    node: document.contents,
    offset: undefined,
    rest: '',
  };
  let offset = startOf(document.contents);
  const walk = (next: (node: unknown) => Step | undefined) => {
    const node = step?.node;
    step = next(isAlias(node) ? node.resolve(document) : node);
    offset = step?.offset ?? offset;
    return step !== undefined;
  };
  const isThere = keys.every(key => walk(node => stepTo(node, key)));
  let rest = field;
  while (isThere && walk(node => stepAlong(node, rest))) {
    rest = step.rest;
  }
  const { line, col } = lines.linePos(offset ?? 0);
  // Nothing but 0 where the document is empty.
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function stepTo(node: unknown, key: string | number): Step | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined
      ? undefined
      : { node: item, offset: startOf(item), rest: '' };
  }
  const pair = isMap(node)
    ? node.items.find(({ key: other }) => keyOf(other) === key)
    : undefined;
  return pair && { node: pair.value, offset: startOf(pair.key), rest: '' };
}

function stepAlong(node: unknown, field: string): Step | undefined {
  if (isSeq(node)) {
    const [whole, index] = /^\[(\d+)\]/.exec(field) ?? [];
    const step = index === undefined ? undefined : stepTo(node, Number(index));
    return step && { ...step, rest: field.slice(whole!.length) };
  }
  const names = isMap(node) ? node.items.map(({ key }) => keyOf(key)) : [];
  const [best] = names
    .flatMap(name => (name === undefined ? [] : writings(name)))
    .filter(({ text }) => startsWith(field, text))
    .sort((a, b) => b.text.length - a.text.length);
  const step = best && stepTo(node, best.name);
  return step && { ...step, rest: field.slice(best.text.length) };
}

/** How a key is written in a field: first of all, after a dot, or in brackets. */
function writings(name: string) {
  return [name, `.${name}`, `[${JSON.stringify(name)}]`].map(text => ({
    name,
    text,
  }));
}

function startsWith(field: string, text: string): boolean {
  return (
    text !== '' &&
    field.startsWith(text) &&
    /^($|[.[]|, )/.test(field.slice(text.length))
  );
}

function keyOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
