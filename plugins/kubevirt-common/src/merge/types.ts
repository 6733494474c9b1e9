/** The way into a plain value: keys of mappings, indexes of lists. */
export type MergeKeys = Array<string | number>;

/** One value as three versions of an object have it; `undefined` stands for what is not there. */
export interface MergeSides<T = unknown> {
  base: T;
  theirs: T;
  ours: T;
}

/** A place that both sides changed, and not alike. */
export interface MergeConflict extends MergeSides {
  /** Such as `spec.template.spec.networks[nic-pxe1].multus.networkName`, or `spec.config.vlan` inside JSON. */
  path: string;
  /**
   * The way to it in theirs; to the deepest parent that is there, where theirs has no such place, and to the text, where
   * the place is inside JSON.
   */
  keys: MergeKeys;
}
