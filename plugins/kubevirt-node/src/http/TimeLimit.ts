/**
 * A signal that aborts with another one, or when the time is up. The caller ends the limit when the work is done; until
 * then it holds a timer and a listener.
 */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #options: { ms: number; reason: () => Error; signal?: AbortSignal };
  #timer: NodeJS.Timeout;
  #isOver = false;

  constructor(options: {
    ms: number;
    /** What the signal aborts with when the time is up. */
    reason: () => Error;
    signal?: AbortSignal;
  }) {
    this.#options = options;
    this.#timer = this.#start();
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    if (options.signal?.aborted) {
      this.#abort();
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True where the time was up before the work was done. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Gives the work the full time again: for an answer that is a stream and may take long, but not be silent for long. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#abort);
  }

  #start(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#isOver = !this.signal.aborted;
      this.#controller.abort(this.#options.reason());
    }, this.#options.ms);
    // As AbortSignal.timeout: a limit alone keeps no process running.
    return timer.unref();
  }

  readonly #abort = () => this.#controller.abort(this.#options.signal?.reason);
}
