/** How long results are kept, and how many. */
export interface SharedReadsOptions {
  /** After a read ended. */
  ttlMs: number;
  /** The same for one that failed; `ttlMs` unless given. */
  failureTtlMs?: number;
  maxEntries: number;
}

interface Entry {
  result: Promise<unknown>;
  expiry?: NodeJS.Timeout;
}

/**
 * Shares reads between requests. Each key has one read in flight, whose result is kept for a while. So is a failure: the
 * next request need not wait for it again.
 */
export class SharedReads {
  readonly #options: SharedReadsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: SharedReadsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  get<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known) {
      return known.result as Promise<T>;
    }
    const result = read();
    const entry: Entry = { result };
    this.#entries.set(key, entry);
    const { ttlMs, failureTtlMs = ttlMs } = this.#options;
    const keep = (ms: number) => {
      entry.expiry = setTimeout(() => this.#drop(key, entry), ms);
      entry.expiry.unref();
    };
    result.then(
      () => keep(ttlMs),
      () => keep(failureTtlMs),
    );
    this.#makeRoom();
    return result;
  }

  /** Evicts the oldest entries, in-flight reads included: callers already hold the promise. */
  #makeRoom(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#options.maxEntries) {
        return;
      }
      this.#drop(key, entry);
    }
  }

  #drop(key: string, entry: Entry): void {
    clearTimeout(entry.expiry);
    if (this.#entries.get(key) === entry) {
      this.#entries.delete(key);
    }
  }
}
