import { own } from './isEqual';

/** What tells an item of a list from the others; undefined where it has no such thing. */
export type ItemName = (item: unknown) => string | undefined;

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

const byName: ItemName = item => text(own(item, 'name'));

const RULES: ItemName[] = [
  byName,
  item => text(own(own(item, 'metadata'), 'name')),
];

/** CNI plugins have no name, but a type; a chain can have one type twice. */
const PLUGIN_RULES: ItemName[] = [item => text(own(item, 'type'))];

/** How the items of these lists are told apart: by one name, that each has and none shares; undefined where not. */
export function itemName(
  lists: unknown[][],
  what: 'items' | 'plugins' = 'items',
): ItemName | undefined {
  const rules = what === 'plugins' ? PLUGIN_RULES : RULES;
  return rules.find(rule =>
    lists.every(list => byNames(list, rule) !== undefined),
  );
}

/** The items of a list by their names, in its order; undefined where one has none, or two share one. */
export function byNames(
  list: unknown[],
  nameOf: ItemName = byName,
): Map<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of list) {
    const name = nameOf(item);
    if (name === undefined || named.has(name)) {
      return undefined;
    }
    named.set(name, item);
  }
  return named;
}

/**
 * The names of two lists as one: in the order of the first, each that only the second has behind the one that precedes it
 * there. Names that are not kept are left out.
 */
export function orderNames(
  first: Iterable<string>,
  second: Iterable<string>,
  isKept: (name: string) => boolean,
): string[] {
  const order = [...first].filter(isKept);
  const placed = new Set(order);
  let previous: string | undefined;
  for (const name of [...second].filter(isKept)) {
    if (!placed.has(name)) {
      const at = previous === undefined ? 0 : order.indexOf(previous) + 1;
      order.splice(at, 0, name);
      placed.add(name);
    }
    previous = name;
  }
  return order;
}

/** True where the names that two lists share stand in the same order in both. */
export function isSameOrder(
  a: Map<string, unknown>,
  b: Map<string, unknown>,
): boolean {
  const inBoth = (one: typeof a, other: typeof a) =>
    [...one.keys()].filter(name => other.has(name));
  const [first, second] = [inBoth(a, b), inBoth(b, a)];
  return first.every((name, i) => name === second[i]);
}
