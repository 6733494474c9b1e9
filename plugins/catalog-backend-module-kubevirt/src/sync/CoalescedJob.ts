/**
 * Runs a job a little after it was requested, one run at a time. Requests that come together lead to one run; requests
 * during a run lead to one more.
 */
export class CoalescedJob {
  readonly #job: () => Promise<void>;
  readonly #gatherMs: number;
  #isStopped = true;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isRequestedAgain = false;

  /**
   * @param job - must not reject
   * @param gatherMs - for how long requests are gathered
   */
  constructor(options: { job: () => Promise<void>; gatherMs: number }) {
    this.#job = options.job;
    this.#gatherMs = options.gatherMs;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#isStopped = false;
    this.request();
  }

  /** Begins no more runs; one that is in progress goes on. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  request(afterMs = this.#gatherMs): void {
    if (this.#isStopped) {
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isRunning) {
        this.#isRequestedAgain = true;
      } else {
        void this.#run();
      }
    }, afterMs);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    await this.#job();
    this.#isRunning = false;
    if (this.#isRequestedAgain) {
      this.#isRequestedAgain = false;
      this.request();
    }
  }
}
