import { KubeObject, isRecord } from '../model/kubeObject';
import { own } from './isEqual';
import { pairConflicts, restorePairs, brokenPairs } from './keepPairs';
import { mergeObjects } from './mergeValue';
import { MergeConflict, MergeSides } from './types';

/** The result of merging two changes of one object. */
export interface MergeResult {
  /** Holds theirs in case of a conflict. It shares values with the inputs, so do not mutate it. */
  merged: KubeObject;
  conflicts: MergeConflict[];
}

/**
 * Merges two changes of one object key by key. Lists whose items all have a `name` or `metadata.name` are merged item
 * by item, and the JSON in `spec.config` of a NetworkAttachmentDefinition key by key. Any other list counts as one
 * value.
 *
 * A change of one side alone is taken; different changes of both sides are a conflict. A network of a VM and its
 * interface are kept or removed together.
 */
export function mergeManifests(options: {
  /** The version that was written last. Undefined if unknown; then everything that only one side has is kept. */
  base?: KubeObject;
  /** The current version. */
  theirs: KubeObject;
  /** The version to write. */
  ours: KubeObject;
  /** Annotations that are not merged; the result has them as in ours. */
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

/** An object without these annotations, and without an annotations mapping that would be empty. */
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
