import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Document,
  Node,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
} from 'yaml';
import { keyOf } from './locate';

/**
 * Changes a parsed document so that its value is `to`. Nodes whose values stay the same keep their comments, quotes, style
 * and place. An item of a list keeps its comments as long as it keeps its `name` or `metadata.name`, at any index.
 *
 * Where anchors or merge keys prevent that, the entire content is written anew. Print it with `lineWidth: 0`, or long
 * texts are folded.
 *
 * @throws Error when YAML has no form for `to`, as for undefined values or functions. Discard the document then.
 */
export function editDocument(document: Document, to: unknown): void {
  const old = document.contents;
  document.contents = editNode(document, old, to);
  if (isDeepStrictEqual(valueOf(document, document.contents), to)) {
    return;
  }
  document.contents = withComments(newNode(document, to), old);
  if (!isDeepStrictEqual(valueOf(document, document.contents), to)) {
    throw notInYaml(to);
  }
}

function editNode(document: Document, node: unknown, to: unknown): Node {
  if (isNode(node) && isDeepStrictEqual(valueOf(document, node), to)) {
    return node;
  }
  if (isMap(node) && isRecord(to)) {
    return editMap(document, node, to);
  }
  if (isSeq(node) && Array.isArray(to)) {
    return editSeq(document, node, to);
  }
  if (isScalar(node) && typeof node.value === 'string' && isText(to)) {
    return editText(node, to);
  }
  return withComments(newNode(document, to), node);
}

function editMap(
  document: Document,
  map: YAMLMap,
  to: Record<string, unknown>,
): Node {
  openIfEmpty(map);
  map.items = map.items.filter(pair => Object.hasOwn(to, keyOf(pair) ?? ''));
  const there = new Set(map.items.map(keyOf));
  // In place and in order, as an alias refers to a node before it.
  map.items.forEach(pair => {
    pair.value = editNode(document, pair.value, to[keyOf(pair)!]);
  });
  Object.keys(to)
    .filter(key => !there.has(key))
    .forEach(key =>
      map.items.push(
        new Pair(document.createNode(key), newNode(document, to[key])),
      ),
    );
  return map;
}

function editSeq(document: Document, seq: YAMLSeq, to: unknown[]): Node {
  openIfEmpty(seq);
  const values = seq.items.map(item => valueOf(document, item));
  const matches = matchByName(values, to) ?? matchByPlace(values, to);
  const items = [...seq.items];
  seq.items = to.map((value, i) => {
    const match = matches[i];
    return match === undefined
      ? newNode(document, value)
      : editNode(document, items[match], value);
  });
  return seq;
}

/** For each new item the index of the old item with its name, if any; undefined where not all items have names. */
function matchByName(old: unknown[], to: unknown[]) {
  const [oldNames, names] = [old, to].map(list => list.map(nameOf));
  const isNamed = [oldNames, names].every(
    list => !list.includes(undefined) && new Set(list).size === list.length,
  );
  return isNamed
    ? names.map(name => indexOrNone(oldNames.indexOf(name)))
    : undefined;
}

/** For each new item the index of an old one. Equal items at the start and at the end are matched first. */
function matchByPlace(old: unknown[], to: unknown[]) {
  const shorter = Math.min(old.length, to.length);
  const isAlike = (i: number, j: number) => isDeepStrictEqual(old[i], to[j]);
  let head = 0;
  while (head < shorter && isAlike(head, head)) {
    head++;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    isAlike(old.length - 1 - tail, to.length - 1 - tail)
  ) {
    tail++;
  }
  return to.map((_, i) => {
    if (i >= to.length - tail) {
      return i - to.length + old.length;
    }
    return i < old.length - tail ? i : undefined;
  });
}

function indexOrNone(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) {
    return undefined;
  }
  const { name, metadata } = item;
  const found = name ?? (isRecord(metadata) ? metadata.name : undefined);
  return typeof found === 'string' ? found : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function editText(scalar: Scalar, to: string): Scalar {
  scalar.value = to;
  if (!to.includes('\n') && scalar.type?.startsWith('BLOCK')) {
    scalar.type = undefined;
  }
  styleText(scalar, to);
  return scalar;
}

function styleText(scalar: Scalar, text: string): void {
  if (text.includes('\n')) {
    // yaml 2.9 loses spaces at the start of a block of blank lines, and miscounts them where the indent is not 2.
    scalar.type = /^\S/.test(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  }
}

function newNode(document: Document, value: unknown): Node {
  const node = document.createNode(value, { aliasDuplicateObjects: false });
  visit(node as Node, {
    Scalar(place, scalar) {
      if (['undefined', 'function', 'symbol'].includes(typeof scalar.value)) {
        throw notInYaml(scalar.value);
      }
      // A key in this style would be a complex key ("? ").
      if (place !== 'key' && isText(scalar.value)) {
        styleText(scalar, scalar.value);
      }
    },
  });
  return node as Node;
}

function notInYaml(value: unknown): Error {
  return new Error(
    `found a value that YAML cannot say (${typeof value}), allowed: JSON values`,
  );
}

function withComments(node: Node, old: unknown): Node {
  if (!isNode(old)) {
    return node;
  }
  node.spaceBefore = old.spaceBefore;
  node.commentBefore = old.commentBefore;
  node.comment = old.comment;
  if (isCollection(node) && !isCollection(old) && old.comment) {
    // A comment on the line of a value would move below the collection.
    const { commentBefore, comment } = old;
    node.commentBefore = commentBefore
      ? `${commentBefore}\n${comment}`
      : comment;
    node.comment = undefined;
  }
  return node;
}

/** An empty list or mapping can be written as `[]` or `{}` only. That is no reason to keep the style for its items. */
function openIfEmpty(collection: YAMLMap | YAMLSeq): void {
  if (collection.items.length === 0) {
    collection.flow = false;
  }
}

/** The value of a node; undefined for an alias without a target. */
function valueOf(document: Document, node: unknown): unknown {
  try {
    return isNode(node) ? node.toJS(document) : node;
  } catch (error) {
    if (error instanceof ReferenceError) {
      return undefined;
    }
    throw error;
  }
}
