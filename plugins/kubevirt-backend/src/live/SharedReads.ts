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
 * Reads that several requests want at the same time, or soon one after the other: one is under way for each key, and its
 * result serves for a while. A failure does, too: whoever asks next need not wait for it again.
 */
export class SharedReads {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly options: SharedReadsOptions) {}

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
    const { ttlMs, failureTtlMs = ttlMs } = this.options;
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

  /** The oldest go; what is under way as well, for those who wait have it in their hands. */
  #makeRoom(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.options.maxEntries) {
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
