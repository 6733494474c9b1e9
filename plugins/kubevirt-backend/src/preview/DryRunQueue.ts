import { ServiceUnavailableError } from '@backstage/errors';
import { untilAborted } from '../live/untilAborted';

/** The limits of a queue. */
export interface DryRunLimits {
  /** Concurrent runs of one user. */
  perUser: number;
  /** Concurrent runs of all users. */
  total: number;
  /** Waiting runs of one user; further ones are refused at once. */
  waitingPerUser: number;
  maxWaitMs: number;
}

/** There is no free place; says after how many seconds to try again. */
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
 * Limits concurrent dry runs, for each user and in total. Further runs wait and are served in the order of their arrival,
 * except that a user at their own limit is passed over.
 */
export class DryRunQueue {
  readonly #running = new Map<string, number>();
  readonly #waiting: Waiter[] = [];

  readonly #limits: DryRunLimits;

  constructor(limits: DryRunLimits) {
    this.#limits = limits;
  }

  /**
   * Runs the work in a place, and releases the place when the work ends. An abort ends the wait, but not the work: the
   * scaffolder can't stop a dry run, which keeps its place until it ends.
   *
   * @throws BusyError if no place became free in time, or too many runs of the user wait already; the signal's reason.
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

  /** Takes a place; waits for one if necessary. */
  async #place(user: string, signal: AbortSignal): Promise<void> {
    if (this.#hasPlace(user)) {
      this.#take(user);
      return;
    }
    const { waitingPerUser, maxWaitMs } = this.#limits;
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
      // Synchronously: a place given to an aborted waiter would never be released.
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
      // Before the waiter starts, so that no other run gets the place.
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
    return all < this.#limits.total && own < this.#limits.perUser;
  }

  #busy(user: string): BusyError {
    const { perUser, total, maxWaitMs } = this.#limits;
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
