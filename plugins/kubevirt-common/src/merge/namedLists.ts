import { own } from './isEqual';

/** Returns the name of a list item; undefined if it has none. */
export type ItemName = (item: unknown) => string | undefined;

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

const byName: ItemName = item => text(own(item, 'name'));

const RULES: ItemName[] = [
  byName,
  item => text(own(own(item, 'metadata'), 'name')),
];

/** CNI plugins are identified by type; a chain may contain a type twice, and then it is not merged item by item. */
const PLUGIN_RULES: ItemName[] = [item => text(own(item, 'type'))];

/** The rule that gives a unique name to every item of these lists; undefined if there is none. */
export function itemName(
  lists: unknown[][],
  what: 'items' | 'plugins' = 'items',
): ItemName | undefined {
  const rules = what === 'plugins' ? PLUGIN_RULES : RULES;
  return rules.find(rule =>
    lists.every(list => byNames(list, rule) !== undefined),
  );
}

/** The items of a list by name, in order; undefined if a name is missing or not unique. */
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
 * Merges the names of two lists: in the order of the first list, with each name that only the second list has placed
 * after its predecessor there. Names that are not kept are left out.
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

/** True if the names that two lists share are in the same order in both. */
export function isSameOrder(
  a: Map<string, unknown>,
  b: Map<string, unknown>,
): boolean {
  const inBoth = (one: typeof a, other: typeof a) =>
    [...one.keys()].filter(name => other.has(name));
  const [first, second] = [inBoth(a, b), inBoth(b, a)];
  return first.every((name, i) => name === second[i]);
}
