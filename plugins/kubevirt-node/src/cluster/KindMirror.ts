import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from './apiError';
import { ClusterClient, Kind, WatchEvent } from './ClusterClient';
import { KindStore } from './KindStore';

/** How patient a mirror is, in milliseconds. */
export interface MirrorTiming {
  /** The pause after a first failure; twice as long after each further one. */
  pauseMs: number;
  maxPauseMs: number;
  /** Absent: the pause after a list that failed grows like that after a watch. Present: it is always this long. */
  listPauseMs?: number;
  /** A watch that lived at least this long counts as healthy. */
  longWatchMs: number;
  /** After how long another list has to confirm what one lacks. */
  confirmMs: number;
}

export const MIRROR_TIMING: MirrorTiming = {
  pauseMs: 500,
  maxPauseMs: 60_000,
  longWatchMs: 10_000,
  confirmMs: 30_000,
};

/** After so many failed watches in a row their version may never come, as after a restore of etcd: list again. */
const MAX_BROKEN_WATCHES = 5;

export interface MirrorOptions {
  kind: Kind;
  /** Reduces an object to what is kept. */
  cut: (object: KubeObject) => KubeObject;
  /** All objects were read; changes go into the same map until the next list. */
  onRead: (objects: ReadonlyMap<string, KubeObject>) => void;
  /** One object has changed; undefined: it was deleted. */
  onChange: (key: string, object: KubeObject | undefined) => void;
  /** A list failed, `failures` times in a row; what is known stays. An error that is thrown here ends the mirror. */
  onFailure: (error: Error, failures: number) => void;
  /** A watch ended with an error. */
  onWatchError?: (error: Error) => void;
  /** After this many answers in a row that the cluster has no such kind, the mirror is empty; absent: never. */
  missingAfter?: number;
  /** Reads the list again after every watch; otherwise the next watch continues where the last one ended. */
  isListedAfterWatch?: boolean;
  timing?: MirrorTiming;
}

/**
 * A kind's objects as a cluster has them, by list and watch. KindStore says what a list changes and what an event changes.
 * A watch that fails is begun again from where it ended; the list is read again where the cluster no longer knows that
 * version.
 */
export class KindMirror {
  readonly #options: MirrorOptions;
  readonly #timing: MirrorTiming;
  readonly #store: KindStore;
  #resourceVersion: string | undefined;
  #mustList = true;
  /** When the next list is due, by `performance.now()`. */
  #listAt = Infinity;
  #readAt = -Infinity;
  #watch: AbortController | undefined;
  #failedLists = 0;
  #brokenWatches = 0;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#timing = options.timing ?? MIRROR_TIMING;
    const { cut } = options;
    const { confirmMs } = this.#timing;
    this.#store = new KindStore({ cut, confirmMs });
  }

  /** By `<namespace>/<name>`; undefined before the first list. */
  get objects(): ReadonlyMap<string, KubeObject> | undefined {
    return this.#store.objects;
  }

  /** When the last complete list was requested, by `performance.now()`. */
  get readAt(): number {
    return this.#readAt;
  }

  /** Reads the list again now, in addition to the watch. */
  readAgain(): void {
    this.#mustList = true;
    this.#watch?.abort(new Error('The list is read again'));
  }

  /** Follows the cluster until the signal ends it. */
  async run(client: ClusterClient, signal: AbortSignal): Promise<never> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#mustList || this.#resourceVersion === undefined) {
        await this.#tryList(client, signal);
      }
      if (this.#resourceVersion !== undefined) {
        await this.#followOnce(client, signal);
      }
    }
  }

  async #tryList(client: ClusterClient, signal: AbortSignal): Promise<void> {
    try {
      await this.#list(client);
    } catch (error) {
      signal.throwIfAborted();
      this.#failedLists += 1;
      this.#listFailed(error as Error);
      if (this.#resourceVersion === undefined) {
        await this.#pauseAfterList(signal);
      } else {
        this.#goOnWithoutList();
      }
    }
  }

  async #list(client: ClusterClient): Promise<void> {
    const { kind, cut, onRead } = this.#options;
    const requestedAt = performance.now();
    const { items, resourceVersion } = await client.list(kind, cut);
    const objects = this.#store.takeList(items, requestedAt);
    this.#listAt = this.#store.confirmAt;
    this.#resourceVersion = resourceVersion;
    this.#readAt = requestedAt;
    this.#mustList = false;
    this.#failedLists = 0;
    onRead(objects);
  }

  /** Watches from the known version. The next list is not tried at once: while it fails, nothing could be followed. */
  #goOnWithoutList(): void {
    this.#mustList = false;
    if (this.#listAt !== Infinity) {
      this.#listAt = performance.now() + this.#timing.confirmMs;
    }
  }

  #listFailed(error: Error): void {
    const { missingAfter = Infinity, onFailure, onRead } = this.#options;
    const isMissing =
      error instanceof ApiError &&
      error.status === 404 &&
      this.#failedLists >= missingAfter;
    // A server that is restarted may also say so of a kind that exists.
    if (isMissing && !this.objects?.size) {
      const isNews = this.objects === undefined || this.#mustList;
      this.#readAt = performance.now();
      const none = this.#store.clear();
      this.#mustList = false;
      if (isNews) {
        onRead(none);
      }
    }
    onFailure(error, this.#failedLists);
  }

  /** One watch, and the pause after it. */
  async #followOnce(client: ClusterClient, signal: AbortSignal): Promise<void> {
    const begun = performance.now();
    const error = await this.#watchUntilEnd(client, signal);
    if (performance.now() - begun > this.#timing.longWatchMs) {
      this.#brokenWatches = 0;
      if (this.#options.isListedAfterWatch) {
        // Many watches end at once when an API server stops; their lists must not come at once, too.
        await sleep(this.#timing.listPauseMs ?? 0, undefined, { signal });
      }
    } else {
      // Watches that end at once, or are forbidden, must not become a storm of requests.
      this.#brokenWatches += 1;
      await this.#pause(
        Math.max(this.#brokenWatches, this.#failedLists),
        signal,
      );
    }
    const isBroken =
      this.#brokenWatches > 0 && this.#brokenWatches % MAX_BROKEN_WATCHES === 0;
    if (
      this.#options.isListedAfterWatch ||
      error instanceof ApiError ||
      (error && isBroken)
    ) {
      this.#resourceVersion = undefined;
    }
  }

  /** The error with which the watch ended; undefined also where a list was due. */
  async #watchUntilEnd(
    client: ClusterClient,
    signal: AbortSignal,
  ): Promise<Error | undefined> {
    const watch = new AbortController();
    this.#watch = watch;
    const wait = this.#listAt - performance.now();
    const timer =
      wait === Infinity
        ? undefined
        : setTimeout(() => this.readAgain(), Math.max(Math.ceil(wait), 0));
    try {
      await client.watch(this.#options.kind, {
        resourceVersion: this.#resourceVersion!,
        signal: AbortSignal.any([signal, watch.signal]),
        onEvent: event => this.#take(event),
      });
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (watch.signal.aborted) {
        return undefined;
      }
      this.#options.onWatchError?.(error as Error);
      return error as Error;
    } finally {
      clearTimeout(timer);
      this.#watch = undefined;
    }
  }

  #take(event: WatchEvent): void {
    const { resourceVersion } = event.object.metadata as {
      resourceVersion?: string;
    };
    const change = this.#store.takeEvent(event);
    if (change) {
      this.#options.onChange(change.key, change.object);
    }
    this.#resourceVersion = resourceVersion ?? this.#resourceVersion;
  }

  #pauseAfterList(signal: AbortSignal): Promise<void> {
    const { listPauseMs } = this.#timing;
    return listPauseMs === undefined
      ? this.#pause(this.#failedLists, signal)
      : sleep(listPauseMs, undefined, { signal });
  }

  #pause(failures: number, signal: AbortSignal): Promise<void> {
    const { pauseMs, maxPauseMs } = this.#timing;
    const pause = Math.min(pauseMs * 2 ** (failures - 1), maxPauseMs);
    return sleep(pause, undefined, { signal });
  }
}
