import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { Position } from './Manifest';
import { YamlDocument } from './parseYaml';

type Keys = Array<string | number>;
interface Step {
  node: unknown;
  offset: number | undefined;
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
  let at: Step = {
    node: document.contents,
    offset: startOf(document.contents) ?? 0,
  };
  const go = (next: Step | undefined): boolean => {
    at = next ? { ...next, offset: next.offset ?? at.offset } : at;
    return next !== undefined;
  };
  const here = () => (isAlias(at.node) ? at.node.resolve(document) : at.node);
  const isThere = keys.every(key => go(stepTo(here(), key)));
  let along = isThere ? stepAlong(here(), field) : undefined;
  while (go(along?.step)) {
    along = stepAlong(here(), along!.rest);
  }
  const { line, col } = lines.linePos(at.offset ?? 0);
  // Nothing but 0 where the document is empty.
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function stepTo(node: unknown, key: string | number): Step | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined
      ? undefined
      : { node: item, offset: startOf(item) };
  }
  const pair = isMap(node)
    ? node.items.find(({ key: other }) => keyOf(other) === key)
    : undefined;
  return pair && { node: pair.value, offset: startOf(pair.key) };
}

/** One step of a field, and what is left of it. */
function stepAlong(
  node: unknown,
  field: string,
): { step: Step; rest: string } | undefined {
  const found = isSeq(node) ? indexIn(field) : keyIn(node, field);
  const step = found && stepTo(node, found.key);
  return step && { step, rest: field.slice(found.text.length) };
}

function indexIn(field: string) {
  const match = /^\[(\d+)\]/.exec(field);
  return match ? { key: Number(match[1]), text: match[0] } : undefined;
}

/** The longest of the keys that a field begins with. */
function keyIn(node: unknown, field: string) {
  const names = isMap(node) ? node.items.map(({ key }) => keyOf(key)) : [];
  const [best] = names
    .flatMap(name => (name === undefined ? [] : writings(name)))
    .filter(({ text }) => startsWith(field, text))
    .sort((a, b) => b.text.length - a.text.length);
  return best;
}

/** How a key is written in a field: first of all, after a dot, or in brackets. */
function writings(name: string) {
  return [name, `.${name}`, `[${JSON.stringify(name)}]`].map(text => ({
    key: name,
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
