/** How many entities may be removed from the catalog at once. */
export interface RemovalSettings {
  /** The share of a cluster's entities that may be removed within `windowMs`, from 0 to 1. */
  maxShare: number;
  windowMs: number;
}

/** This many may always be removed: a share of five VMs is less than one. */
const ALWAYS = 5;

/**
 * Holds back removals that are so many at once that they look like a fault. What is held back is removed once everything
 * was read again and still lacks it.
 */
export class RemovalGuard {
  readonly #settings: RemovalSettings;
  readonly #now: () => number;
  /** Since when, by the clock of `now`. */
  readonly #held = new Map<string, number>();
  #recent: Array<{ at: number; count: number }> = [];

  constructor(
    settings: RemovalSettings,
    now: () => number = () => performance.now(),
  ) {
    this.#settings = settings;
    this.#now = now;
  }

  get held(): number {
    return this.#held.size;
  }

  /**
   * @param gone - all references that the catalog has and the cluster does not
   * @param total - how many the catalog has
   * @param readAt - when the oldest of the last complete lists was requested
   */
  judge(options: { gone: string[]; total: number; readAt: number }): {
    removed: string[];
    newlyHeld: string[];
  } {
    const { gone, total, readAt } = options;
    const stillGone = new Set(gone);
    for (const ref of this.#held.keys()) {
      if (!stillGone.has(ref)) {
        this.#held.delete(ref);
      }
    }
    const confirmed = gone.filter(ref => {
      const since = this.#held.get(ref);
      return since !== undefined && readAt > since;
    });
    const fresh = gone.filter(ref => !this.#held.has(ref));
    const isAllowed = this.#mayRemove(fresh.length, total);
    const allowed = isAllowed ? fresh : [];
    const newlyHeld = isAllowed ? [] : fresh;
    newlyHeld.forEach(ref => this.#held.set(ref, this.#now()));
    confirmed.forEach(ref => this.#held.delete(ref));
    if (allowed.length > 0) {
      this.#recent.push({ at: this.#now(), count: allowed.length });
    }
    return { removed: [...confirmed, ...allowed], newlyHeld };
  }

  #mayRemove(count: number, total: number): boolean {
    const since = this.#now() - this.#settings.windowMs;
    this.#recent = this.#recent.filter(({ at }) => at > since);
    const before = this.#recent.reduce((sum, entry) => sum + entry.count, 0);
    const allowed = Math.max(
      this.#settings.maxShare * (total + before),
      ALWAYS,
    );
    return before + count <= allowed;
  }
}
