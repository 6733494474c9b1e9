/** The path to a place in a plain value: keys of mappings and indexes of lists. */
export type MergeKeys = Array<string | number>;

/** One value in three versions of an object; `undefined` means that it does not exist. */
export interface MergeSides<T = unknown> {
  base: T;
  theirs: T;
  ours: T;
}

/** A place that both sides changed in different ways. */
export interface MergeConflict extends MergeSides {
  /** Such as `spec.template.spec.networks[nic-pxe1].multus.networkName`, or `spec.config.vlan` inside JSON. */
  path: string;
  /**
   * The path to the place in theirs. If theirs does not have the place, the path to the deepest existing parent; for
   * a place inside JSON, the path to the JSON text.
   */
  keys: MergeKeys;
}
