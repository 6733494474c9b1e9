/**
 * What the catalog has from us, as far as this reader knows: what it handed over itself, and what the catalog showed.
 *
 * The catalog shows what it was given with a delay. So an entity counts as lost only if the catalog showed it before, or
 * lacked it in two answers in a row.
 */
export class KnownEntities {
  readonly #digests = new Map<string, string | undefined>();
  readonly #unseen = new Set<string>();
  /** What was handed over since the catalog was last asked: its answer may be older than that. */
  #touched = new Set<string>();
  /** What the last answer had; undefined before the first one. */
  #shown: ReadonlySet<string> | undefined;
  /** What the last answer lacked, though it had been handed over. */
  #notShown: ReadonlySet<string> = new Set();

  /** By reference: the digest, or undefined where the entity has none or was lost, and has to be handed over. */
  get digests(): ReadonlyMap<string, string | undefined> {
    return this.#digests;
  }

  /** Entities that another replica handed over, and that this reader has not seen on the cluster yet. */
  get unseen(): ReadonlySet<string> {
    return this.#unseen;
  }

  /** False until the catalog answered once. */
  get isRead(): boolean {
    return this.#shown !== undefined;
  }

  /**
   * Asks the catalog what it has from us.
   *
   * @returns whether the answer had entities that were not known, and what two answers in a row lacked
   */
  async learn(
    read: () => Promise<ReadonlyMap<string, string | undefined>>,
  ): Promise<{ hasNew: boolean; missingTwice: string[] }> {
    const touched = new Set<string>();
    this.#touched = touched;
    const shown = await read();
    const missing = [...this.#digests.keys()].filter(
      ref => !shown.has(ref) && !touched.has(ref),
    );
    const missingTwice = missing.filter(ref => this.#notShown.has(ref));
    missing
      .filter(ref => this.#shown?.has(ref) || this.#notShown.has(ref))
      .forEach(ref => this.#digests.set(ref, undefined));
    const hasNew = this.#takeShown(shown, touched);
    this.#shown = new Set(shown.keys());
    this.#notShown = new Set(missing);
    return { hasNew, missingTwice };
  }

  /** The cluster has these entities. */
  see(wanted: ReadonlyMap<string, unknown>): void {
    [...this.#unseen]
      .filter(ref => wanted.has(ref))
      .forEach(ref => this.#unseen.delete(ref));
  }

  /** What was not seen on the cluster is believed not to be there. */
  believe(): void {
    this.#unseen.clear();
  }

  handedOver(ref: string, digest: string): void {
    this.#touched.add(ref);
    this.#digests.set(ref, digest);
  }

  removed(ref: string): void {
    this.#touched.add(ref);
    this.#digests.delete(ref);
    this.#unseen.delete(ref);
  }

  #takeShown(
    shown: ReadonlyMap<string, string | undefined>,
    touched: ReadonlySet<string>,
  ): boolean {
    let hasNew = false;
    for (const [ref, digest] of shown) {
      if (!touched.has(ref)) {
        if (!this.#digests.has(ref)) {
          this.#unseen.add(ref);
          hasNew = true;
        }
        this.#digests.set(ref, digest);
      }
    }
    return hasNew;
  }
}
