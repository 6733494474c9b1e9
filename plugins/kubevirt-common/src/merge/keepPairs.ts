import { isEqual, own } from './isEqual';
import { byNames, orderNames } from './namedLists';
import { MergeConflict, MergeKeys, MergeSides } from './types';

type Named = Map<string, unknown>;

/** KubeVirt refuses a VM with a name in one of these lists but not in the other. */
const NETWORKS = ['spec', 'template', 'spec', 'networks'];
const INTERFACES = [
  ...['spec', 'template', 'spec'],
  ...['domain', 'devices', 'interfaces'],
];
const LISTS = [NETWORKS, INTERFACES];

/**
 * The names of networks and interfaces that a merge would leave without their counterpart, with either side of its
 * conflicts. Empty if a side has an unpaired name already: then the merge is not to blame.
 *
 * @param merges - the merged VM with theirs where it conflicts, and with ours
 */
export function brokenPairs(
  { theirs, ours }: MergeSides,
  merges: unknown[],
): string[] {
  const areSidesPaired = [theirs, ours].every(vm => unpaired(vm)?.length === 0);
  return areSidesPaired
    ? [...new Set(merges.flatMap(merged => unpaired(merged) ?? []))]
    : [];
}

/** One conflict for the network and one for the interface of each name, unless it is already reported. */
export function pairConflicts(
  sides: MergeSides,
  names: string[],
  reported: MergeConflict[],
): MergeConflict[] {
  return names
    .flatMap(name => LISTS.map(list => conflictAt(sides, list, name)))
    .filter(({ path }) => !reported.some(other => covers(other.path, path)));
}

/** The merged VM, with the networks and interfaces of these names taken from theirs. */
export function restorePairs(
  merged: unknown,
  theirs: unknown,
  names: string[],
): unknown {
  return LISTS.reduce((vm, list) => {
    const original = named(theirs, list) ?? new Map();
    const before = named(vm, list) ?? new Map();
    const items: Named = new Map(before);
    names.forEach(name =>
      original.has(name)
        ? items.set(name, original.get(name))
        : items.delete(name),
    );
    const order = orderNames(before.keys(), original.keys(), n => items.has(n));
    const restored = order.map(name => items.get(name));
    return isEqual(restored, at(vm, list) ?? []) ? vm : set(vm, list, restored);
  }, merged);
}

/** The names that are in one list only; undefined if the items of a list cannot be told apart by name. */
function unpaired(vm: unknown): string[] | undefined {
  const [networks, interfaces] = LISTS.map(list => named(vm, list));
  return (
    networks &&
    interfaces && [
      ...[...networks.keys()].filter(name => !interfaces.has(name)),
      ...[...interfaces.keys()].filter(name => !networks.has(name)),
    ]
  );
}

function conflictAt(
  sides: MergeSides,
  list: string[],
  name: string,
): MergeConflict {
  const item = (vm: unknown) => named(vm, list)?.get(name);
  const index = [...(named(sides.theirs, list)?.keys() ?? [])].indexOf(name);
  const there = list.filter(
    (_, i) => at(sides.theirs, list.slice(0, i + 1)) !== undefined,
  );
  const keys: MergeKeys = index < 0 ? there : [...list, index];
  const path = `${list.join('.')}[${name}]`;
  return {
    path,
    keys,
    base: item(sides.base),
    theirs: item(sides.theirs),
    ours: item(sides.ours),
  };
}

function covers(outer: string, inner: string): boolean {
  return inner.startsWith(outer) && /^($|[.[])/.test(inner.slice(outer.length));
}

function named(vm: unknown, list: string[]): Named | undefined {
  const found = at(vm, list) ?? [];
  return Array.isArray(found) ? byNames(found) : undefined;
}

function at(value: unknown, keys: string[]): unknown {
  return keys.reduce(own, value);
}

function set(value: unknown, keys: string[], to: unknown): unknown {
  const [key, ...rest] = keys;
  return key === undefined
    ? to
    : { ...(value as object), [key]: set(own(value, key), rest, to) };
}
