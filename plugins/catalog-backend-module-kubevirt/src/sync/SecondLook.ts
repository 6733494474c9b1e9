import { setTimeout as sleep } from 'node:timers/promises';

/** The longest pause between two reads, as a multiple of `pauseMs`. */
const MAX_PAUSES = 16;

/**
 * Reads a cluster again until no doubt is left; one read may not be enough, as it may fail. The pauses get longer and
 * longer, and a new doubt makes them short again.
 */
export class SecondLook {
  readonly #isInDoubt: () => boolean;
  readonly #readAgain: () => void;
  readonly #pauseMs: number;
  #isRunning = false;
  /** Since the last new doubt. */
  #reads = 0;

  constructor(options: {
    isInDoubt: () => boolean;
    readAgain: () => void;
    pauseMs: number;
  }) {
    this.#isInDoubt = options.isInDoubt;
    this.#readAgain = options.readAgain;
    this.#pauseMs = options.pauseMs;
  }

  /** There is a new doubt. */
  begin(signal: AbortSignal): void {
    this.#reads = 0;
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#run(signal)
        .catch(() => {})
        .finally(() => {
          this.#isRunning = false;
        });
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let passed = 1; ; passed += 1) {
      await sleep(this.#pauseMs, undefined, { signal });
      if (!this.#isInDoubt()) {
        return;
      }
      if (passed >= Math.min(2 ** this.#reads, MAX_PAUSES)) {
        this.#readAgain();
        this.#reads += 1;
        passed = 0;
      }
    }
  }
}
