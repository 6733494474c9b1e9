import { ReadingProxy } from './readingProxy';

/** How long at a time several backends have watches open. */
export class Overlap {
  #since: number | undefined;
  #longest = 0;

  constructor(proxies: ReadingProxy[]) {
    const look = () => {
      const isOne = proxies.filter(proxy => proxy.watches() > 0).length > 1;
      if (isOne) {
        this.#since ??= performance.now();
      } else {
        this.#longest = this.longestMs;
        this.#since = undefined;
      }
    };
    proxies.forEach(proxy => proxy.onWatches(look));
  }

  /** The one that lasts still counts, too. */
  get longestMs(): number {
    const now = performance.now();
    return Math.max(this.#longest, now - (this.#since ?? now));
  }
}
