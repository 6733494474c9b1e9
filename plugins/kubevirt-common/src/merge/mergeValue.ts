import { isRecord } from '../model/kubeObject';
import { isEqual, own } from './isEqual';
import { parseConfigs, printConfig } from './networkConfig';
import {
  ItemName,
  byNames,
  isSameOrder,
  itemName,
  orderNames,
} from './namedLists';
import { Place, ROOT, within } from './place';
import { MergeConflict, MergeSides } from './types';

interface Mappings {
  base: unknown;
  theirs: Record<string, unknown>;
  ours: Record<string, unknown>;
}

interface Options {
  /** True if `spec.config` is the JSON of a network. */
  isNetwork: boolean;
  /** Collects the conflicts. */
  conflicts: MergeConflict[];
}

/** Merges three versions of an object; the result holds theirs in case of a conflict. */
export function mergeObjects(
  sides: MergeSides,
  isNetwork: boolean,
): { merged: unknown; conflicts: MergeConflict[] } {
  const conflicts: MergeConflict[] = [];
  const merged = mergeValue(sides, ROOT, { isNetwork, conflicts });
  return { merged, conflicts };
}

function mergeValue(
  sides: MergeSides,
  place: Place,
  options: Options,
): unknown {
  const { base, theirs, ours } = sides;
  // Compared key by key first: equal mappings may contain JSON texts that differ only in formatting.
  if (isRecord(theirs) && isRecord(ours)) {
    return mergeMappings({ base, theirs, ours }, place, options);
  }
  return options.isNetwork && place.depth === 2 && place.path === 'spec.config'
    ? mergeConfig(sides, place, options)
    : mergeOthers(sides, place, options);
}

function mergeMappings(
  { base, theirs, ours }: Mappings,
  place: Place,
  options: Options,
): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  const entries = keys.map(key => {
    const there = own(theirs, key);
    const sides = { base: own(base, key), theirs: there, ours: own(ours, key) };
    const path = place.depth === 0 ? key : `${place.path}.${key}`;
    const step = there === undefined ? undefined : key;
    return [
      key,
      mergeValue(sides, within(place, path, step), options),
    ] as const;
  });
  // fromEntries defines properties, so that `__proto__` is a key like any other.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function mergeOthers(
  sides: MergeSides,
  place: Place,
  options: Options,
): unknown {
  const { base, theirs, ours } = sides;
  if (isEqual(theirs, ours) || isEqual(base, ours)) {
    return theirs;
  }
  if (isEqual(base, theirs)) {
    return ours;
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    const lists = { base: Array.isArray(base) ? base : [], theirs, ours };
    const isChain = place.json && place.path.endsWith('.plugins');
    const nameOf = itemName(
      Object.values(lists),
      isChain ? 'plugins' : 'items',
    );
    if (nameOf) {
      return mergeLists({ lists, nameOf, place, options });
    }
  }
  const { path, keys } = place;
  options.conflicts.push({ path, keys, base, theirs, ours });
  return theirs;
}

function mergeLists(merge: {
  lists: MergeSides<unknown[]>;
  nameOf: ItemName;
  place: Place;
  options: Options;
}): unknown[] {
  const { lists, nameOf, place, options } = merge;
  const named = (list: unknown[]) => byNames(list, nameOf)!;
  const base = named(lists.base);
  const theirs = named(lists.theirs);
  const ours = named(lists.ours);
  const indexes = new Map([...theirs.keys()].map((name, i) => [name, i]));
  const merged = new Map(
    [...new Set([...theirs.keys(), ...ours.keys()])].map(name => {
      const item = within(place, `${place.path}[${name}]`, indexes.get(name));
      const sides = {
        base: base.get(name),
        theirs: theirs.get(name),
        ours: ours.get(name),
      };
      return [name, mergeValue(sides, item, options)];
    }),
  );
  const isKept = (name: string) => merged.get(name) !== undefined;
  // The side that moved items determines the order; if neither or both did, the order of theirs is kept.
  const isMovedByUs =
    !isSameOrder(base, ours) && isSameOrder(base, theirs) && base.size > 0;
  const [first, second] = isMovedByUs ? [ours, theirs] : [theirs, ours];
  return orderNames(first.keys(), second.keys(), isKept).map(name =>
    merged.get(name),
  );
}

function mergeConfig(sides: MergeSides, place: Place, options: Options) {
  const parsed = parseConfigs(sides);
  if (!parsed) {
    return mergeOthers(sides, place, options);
  }
  const { theirs, ours } = parsed;
  if (theirs && ours) {
    const inside = { ...place, json: true };
    const mappings = { base: parsed.base, theirs, ours };
    return printConfig(mergeMappings(mappings, inside, options), parsed, sides);
  }
  const kept = sides.theirs ?? sides.ours;
  const isUnchanged = isEqual(parsed.base, theirs ?? ours);
  const base = isUnchanged ? kept : sides.base;
  return mergeOthers({ ...sides, base }, place, options);
}
