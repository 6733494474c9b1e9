/** How much may go from the catalog at once. */
export interface RemovalSettings {
  /** The share of a cluster's entities that may go within `windowMs`, from 0 to 1. */
  maxShare: number;
  windowMs: number;
}

/** So few may always go: a share of five VMs is none. */
const ALWAYS = 5;

/**
 * Holds back removals that look like a fault and not like work, as they are too many at once. What is held goes after
 * everything was read once more and it is still not there.
 */
export class RemovalGuard {
  /** Since when, by the clock of `now`. */
  readonly #held = new Map<string, number>();
  #recent: Array<{ at: number; count: number }> = [];

  constructor(
    private readonly settings: RemovalSettings,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get held(): number {
    return this.#held.size;
  }

  /**
   * @param gone - all references that the catalog has and the cluster does not
   * @param total - how many the catalog has
   * @param readAt - when the oldest of the last whole lists was asked for
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
    const isAllowed = this.#mayGo(fresh.length, total);
    const allowed = isAllowed ? fresh : [];
    const newlyHeld = isAllowed ? [] : fresh;
    newlyHeld.forEach(ref => this.#held.set(ref, this.now()));
    confirmed.forEach(ref => this.#held.delete(ref));
    if (allowed.length > 0) {
      this.#recent.push({ at: this.now(), count: allowed.length });
    }
    return { removed: [...confirmed, ...allowed], newlyHeld };
  }

  #mayGo(count: number, total: number): boolean {
    const since = this.now() - this.settings.windowMs;
    this.#recent = this.#recent.filter(({ at }) => at > since);
    const before = this.#recent.reduce((sum, entry) => sum + entry.count, 0);
    const allowed = Math.max(this.settings.maxShare * (total + before), ALWAYS);
    return before + count <= allowed;
  }
}
