/**
 * Holds everything back while the first lists of a reader look as if they were cut off. A replica that has just begun has
 * nothing but the catalog to compare them with: where they lack something, everything is read twice before it is believed.
 */
export class FirstReadGuard {
  #isTrusted = false;
  #doubtedAt: number | undefined;

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  get isInDoubt(): boolean {
    return this.#doubtedAt !== undefined;
  }

  /** There is something new to compare the lists with. */
  reset(): void {
    this.#isTrusted = false;
  }

  /**
   * @param isLess - the lists lack something
   * @param readAt - when the oldest of the last complete lists was requested
   */
  judge(options: {
    isLess: boolean;
    readAt: number;
  }): 'trusted' | 'in-doubt' | 'new-doubt' {
    const { isLess, readAt } = options;
    const isNew = isLess && this.#doubtedAt === undefined;
    if (isNew) {
      this.#doubtedAt = performance.now();
    }
    if (isLess && readAt <= this.#doubtedAt!) {
      return isNew ? 'new-doubt' : 'in-doubt';
    }
    this.#isTrusted = true;
    this.#doubtedAt = undefined;
    return 'trusted';
  }
}
