import { setTimeout as sleep } from 'node:timers/promises';

/** The longest pause between two reads for one doubt, in times of `pauseMs`. */
const MAX_PAUSES = 16;

/**
 * Reads a cluster again for as long as there is doubt: repeatedly, as a read may fail, and at longer and longer intervals
 * until there is a new doubt.
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
