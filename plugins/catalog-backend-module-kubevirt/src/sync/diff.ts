/** What has to change in the catalog, as references of entities. */
export interface Diff {
  /** New entities, and those whose digest differs. */
  changed: string[];
  /** The catalog has them from us, and the cluster no longer has them. */
  gone: string[];
  /** The same, of those that this reader has never seen on the cluster: a list may have been cut off. */
  doubtful: string[];
}

/**
 * Compares what the cluster has with what the catalog has from us. Both are digests by reference; a known entity without a
 * digest counts as changed.
 *
 * @param unseen - known entities that this reader has not seen on the cluster yet
 */
export function diff(options: {
  wanted: ReadonlyMap<string, { digest: string }>;
  known: ReadonlyMap<string, string | undefined>;
  unseen: ReadonlySet<string>;
}): Diff {
  const { wanted, known, unseen } = options;
  const changed = [...wanted]
    .filter(([ref, { digest }]) => known.get(ref) !== digest)
    .map(([ref]) => ref);
  const absent = [...known.keys()].filter(ref => !wanted.has(ref));
  return {
    changed,
    gone: absent.filter(ref => !unseen.has(ref)),
    doubtful: absent.filter(ref => unseen.has(ref)),
  };
}
