import { ServiceUnavailableError } from '@backstage/errors';
import { untilAborted } from '../live/untilAborted';

/** How many may run, and how long others wait for them. */
export interface DryRunLimits {
  /** Of one user, at the same time. */
  perUser: number;
  /** Of all users. */
  total: number;
  /** Those of one user that may wait; more are refused at once. */
  waitingPerUser: number;
  maxWaitMs: number;
}

/** Says that there is no place, and after how many seconds to ask again. */
export class BusyError extends ServiceUnavailableError {
  constructor(message: string, readonly retryAfterS: number) {
    super(message);
  }
}

interface Waiter {
  user: string;
  start: () => void;
}

/**
 * Places for dry runs: a few for each user, and a few in all. Whoever comes when there is none waits, first come first
 * served among those whose user has a place left.
 */
export class DryRunQueue {
  readonly #running = new Map<string, number>();
  readonly #waiting: Waiter[] = [];

  constructor(private readonly limits: DryRunLimits) {}

  /**
   * Runs something in a place, which is free again when it ends. Whoever hangs up does not wait for that, and the place
   * does: the scaffolder ends no dry run that it has begun.
   *
   * @throws BusyError where no place came free in time, or too much of the user's waits already; the signal's reason.
   */
  async run<T>(options: {
    user: string;
    signal: AbortSignal;
    work: () => Promise<T>;
  }): Promise<T> {
    const { user, signal, work } = options;
    signal.throwIfAborted();
    await this.#place(user, signal);
    const free = () => this.#free(user);
    if (signal.aborted) {
      free();
      throw signal.reason;
    }
    const working = (async () => work())();
    working.then(free, free);
    return untilAborted(working, signal);
  }

  /** Resolves with a place taken. */
  async #place(user: string, signal: AbortSignal): Promise<void> {
    if (this.#hasPlace(user)) {
      this.#take(user);
      return;
    }
    const { waitingPerUser, maxWaitMs } = this.limits;
    if (
      this.#waiting.filter(waiter => waiter.user === user).length >=
      waitingPerUser
    ) {
      throw this.#busy(user);
    }
    const waiting = this.#waiting;
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = { user, start: () => end(resolve) };
      const timer = setTimeout(
        () => end(() => reject(this.#busy(user))),
        maxWaitMs,
      );
      const onAbort = () => end(() => reject(signal.reason));
      signal.addEventListener('abort', onAbort);
      waiting.push(waiter);
      // At once: a place that is given to one who is gone would never come free.
      function end(settle: () => void) {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        waiting.splice(waiting.indexOf(waiter), 1);
        settle();
      }
    });
  }

  #free(user: string): void {
    const left = (this.#running.get(user) ?? 1) - 1;
    if (left > 0) {
      this.#running.set(user, left);
    } else {
      this.#running.delete(user);
    }
    const next = this.#waiting.find(waiter => this.#hasPlace(waiter.user));
    if (next) {
      // Before it is told: nobody else gets the place in between.
      this.#take(next.user);
      next.start();
    }
  }

  #take(user: string): void {
    this.#running.set(user, (this.#running.get(user) ?? 0) + 1);
  }

  #hasPlace(user: string): boolean {
    const all = [...this.#running.values()].reduce((sum, n) => sum + n, 0);
    const own = this.#running.get(user) ?? 0;
    return all < this.limits.total && own < this.limits.perUser;
  }

  #busy(user: string): BusyError {
    const { perUser, total, maxWaitMs } = this.limits;
    const own = this.#running.get(user) ?? 0;
    const seconds = Math.ceil(maxWaitMs / 1000);
    const what =
      own >= perUser
        ? `${own} previews of yours are being made, and no more than ${perUser} at a time; close other forms that you have open`
        : `${total} previews are being made by now, and no more at a time`;
    return new BusyError(
      `There is no preview now: ${what}, or try again in ${seconds} s. The form can be sent without one`,
      seconds,
    );
  }
}
