/** When everything is read and handed over as a full mutation; it outlives a reader, whose term may be shorter. */
export interface FullSchedule {
  /** In milliseconds; 0 or less is at once. */
  dueIn: () => number;
  done: () => void;
}

/** A schedule that begins now; the first time comes after `firstMs`. */
export function fullSchedule(options: {
  everyMs: number;
  firstMs?: number;
}): FullSchedule {
  const { everyMs, firstMs = everyMs } = options;
  let at = performance.now() + firstMs;
  return {
    dueIn: () => at - performance.now(),
    done: () => {
      at = performance.now() + everyMs;
    },
  };
}
