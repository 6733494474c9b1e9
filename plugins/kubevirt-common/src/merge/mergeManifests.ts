import { KubeObject, isRecord } from '../model/kubeObject';
import { own } from './isEqual';
import { pairConflicts, restorePairs, brokenPairs } from './keepPairs';
import { mergeObjects } from './mergeValue';
import { MergeConflict, MergeSides } from './types';

/** What two changes of one object come to. */
export interface MergeResult {
  /** Has theirs where there is a conflict. Shares values with what was merged: not to be changed in place. */
  merged: KubeObject;
  conflicts: MergeConflict[];
}

/**
 * Merges two changes of one object, key by key; lists whose items all have a `name` or a `metadata.name`, item by item;
 * the JSON in the `spec.config` of a NetworkAttachmentDefinition, key by key. Any other list counts as one value.
 *
 * What one side changed or deleted and the other left alone is taken; what both changed, and not alike, is a conflict. A
 * VM's network and its interface are taken or left together.
 */
export function mergeManifests(options: {
  /** What was written last. Undefined: nobody knows; then all that one side alone has is kept. */
  base?: KubeObject;
  /** What stands there now. */
  theirs: KubeObject;
  /** What is to be written. */
  ours: KubeObject;
  /** Annotations that are not compared: merged has them as ours has. */
  ignoredAnnotations?: string[];
}): MergeResult {
  const { ignoredAnnotations = [], ours } = options;
  const strip = (side: unknown) => without(side, ignoredAnnotations);
  const sides = {
    base: strip(options.base),
    theirs: strip(options.theirs),
    ours: strip(ours),
  };
  const isOf = (kind: string) =>
    options.theirs.kind === kind && ours.kind === kind;
  const result = isOf('VirtualMachine')
    ? mergeVirtualMachines(sides)
    : mergeObjects(sides, isOf('NetworkAttachmentDefinition'));
  const merged = withAnnotations(result.merged, ours, ignoredAnnotations);
  return { merged: merged as KubeObject, conflicts: result.conflicts };
}

function mergeVirtualMachines(sides: MergeSides) {
  const { base, theirs, ours } = sides;
  const { merged, conflicts } = mergeObjects(sides, false);
  const swapped = mergeObjects({ base, theirs: ours, ours: theirs }, false);
  const broken = brokenPairs(sides, [merged, swapped.merged]);
  return {
    merged: restorePairs(merged, theirs, broken),
    conflicts: [...conflicts, ...pairConflicts(sides, broken, conflicts)],
  };
}

/** An object without some annotations, and without the mapping of them where nothing else was in it. */
function without(object: unknown, annotations: string[]): unknown {
  const metadata = own(object, 'metadata');
  const all = own(metadata, 'annotations');
  if (!isRecord(all) || !annotations.some(key => Object.hasOwn(all, key))) {
    return object;
  }
  const rest = Object.entries(all).filter(
    ([key]) => !annotations.includes(key),
  );
  return {
    ...(object as object),
    metadata: {
      ...(metadata as object),
      annotations: rest.length > 0 ? Object.fromEntries(rest) : undefined,
    },
  };
}

function withAnnotations(object: unknown, from: unknown, keys: string[]) {
  const source = own(own(from, 'metadata'), 'annotations');
  const taken = keys
    .map(key => [key, own(source, key)] as const)
    .filter(([, value]) => value !== undefined);
  if (taken.length === 0) {
    return object;
  }
  const metadata = own(object, 'metadata');
  const kept = own(metadata, 'annotations');
  const annotations = {
    ...(isRecord(kept) ? kept : {}),
    ...Object.fromEntries(taken),
  };
  return {
    ...(object as object),
    metadata: { ...(metadata as object), annotations },
  };
}
