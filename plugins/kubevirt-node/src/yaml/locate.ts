import {
  Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
} from 'yaml';

/** The way to a value in a document: keys of mappings and indices of lists. */
export type Keys = Array<string | number>;

/** A place in a document, which moves from a parent to its child. */
class Cursor {
  /** Where the last child with a place of its own begins. */
  offset: number | undefined;
  readonly #document: Document;
  #node: unknown;

  constructor(document: Document) {
    this.#document = document;
    this.#node = document.contents;
    this.offset = startOf(document.contents);
  }

  /** The node here. An alias gives the node that it refers to. */
  get node(): unknown {
    return isAlias(this.#node)
      ? this.#node.resolve(this.#document)
      : this.#node;
  }

  /** Moves to a child; false where there is none, and the place stays the same. */
  enter(key: string | number): boolean {
    const child = childOf(this.node, key);
    if (child) {
      this.#node = child.node;
      this.offset = child.start ?? this.offset;
    }
    return child !== undefined;
  }
}

/**
 * The line of a value in the text that a document was parsed from, counted from 1: that of the key in a mapping, that of
 * the item in a list. Where the document has no such value, the line of the deepest parent that it has; undefined where
 * the document is empty.
 */
export function lineOf(
  document: Document,
  text: string,
  keys: Keys,
): number | undefined {
  const cursor = new Cursor(document);
  keys.every(key => cursor.enter(key));
  const { offset } = cursor;
  return offset === undefined
    ? undefined
    : text.slice(0, offset).split('\n').length;
}

/**
 * The offset of a field in the text that a document was parsed from. It is found as `lineOf` finds a line, so a field
 * inside the JSON of `spec.config` is found at `spec.config`.
 *
 * The field is read against the document, which shows where a key with dots ends
 * (`spec.nodeSelector.node-role.kubernetes.io/worker`). Of several fields with ", " between them the first one counts.
 *
 * @param keys - the way to the object that has the field
 */
export function offsetOfField(
  document: Document,
  keys: Keys,
  field: string,
): number | undefined {
  const cursor = new Cursor(document);
  let rest = keys.every(key => cursor.enter(key)) ? field : '';
  let step = firstStep(cursor.node, rest);
  while (step && cursor.enter(step.key)) {
    rest = rest.slice(step.text.length);
    step = firstStep(cursor.node, rest);
  }
  return cursor.offset;
}

/** The key of a pair as it is in the value of the document; undefined for a key that is a mapping or a list. */
export function keyOf(pair: unknown): string | undefined {
  const key = isPair(pair) ? pair.key : undefined;
  const value = isScalar(key) ? key.value : key;
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? undefined : String(value);
}

function childOf(parent: unknown, key: string | number) {
  if (isSeq(parent)) {
    const node = parent.items[Number(key)];
    return node === undefined ? undefined : { node, start: startOf(node) };
  }
  const pair = isMap(parent)
    ? parent.items.find(item => keyOf(item) === String(key))
    : undefined;
  return pair && { node: pair.value, start: startOf(pair.key) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** The child that a field begins with, and how the field writes it. */
function firstStep(node: unknown, field: string) {
  if (isSeq(node)) {
    const match = /^\[(\d+)\]/.exec(field);
    return match ? { key: Number(match[1]), text: match[0] } : undefined;
  }
  const [longest] = (isMap(node) ? node.items : [])
    .map(keyOf)
    .flatMap(key => (key === undefined ? [] : writings(key)))
    .filter(({ text }) => startsWith(field, text))
    .sort((a, b) => b.text.length - a.text.length);
  return longest;
}

/** The ways to write a key in a field: at its beginning, after a dot, or in brackets. */
function writings(key: string) {
  return [key, `.${key}`, `[${JSON.stringify(key)}]`].map(text => ({
    key,
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
