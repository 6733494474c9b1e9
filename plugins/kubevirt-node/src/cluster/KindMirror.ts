import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from './apiError';
import { ClusterClient, Kind, WatchEvent } from './ClusterClient';

/** How patient a mirror is, in milliseconds. */
export interface MirrorTiming {
  /** The pause after a first failure; twice as long after each further one. */
  pauseMs: number;
  maxPauseMs: number;
  /** A watch that lived so long was as it should be. */
  longWatchMs: number;
  /** After how long what a list lacks is looked for again. */
  confirmMs: number;
}

export const MIRROR_TIMING: MirrorTiming = {
  pauseMs: 500,
  maxPauseMs: 60_000,
  longWatchMs: 10_000,
  confirmMs: 30_000,
};

/** A watch that failed so often in a row may be asked from a version that never comes, as after a restore of etcd. */
const MAX_BROKEN_WATCHES = 5;

export interface MirrorOptions {
  kind: Kind;
  /** Cuts an object down to what is kept. */
  cut: (object: KubeObject) => KubeObject;
  /** All objects were read. */
  onRead: () => void;
  /** One object is other than before, or there no more. */
  onChange: (key: string, object: KubeObject | undefined) => void;
  /** The objects can't be read; `failures` in a row. What is known stays as it was. */
  onFailure: (error: Error, failures: number) => void;
  /** After so many answers in a row that the cluster has no such kind, there are none of it; absent: never. */
  missingAfter?: number;
  timing?: MirrorTiming;
}

/**
 * A kind's objects as a cluster has them: one list, then a watch that goes on from where the one before ended. The list
 * is read again only where the cluster no longer knows that place.
 *
 * **No list takes anything away by itself.** What one lacks stays until another one, `confirmMs` later, lacks it too: an
 * answer may be empty or cut off and look like a whole one, and so may the next one a moment later. A watch that says
 * "deleted" is believed at once.
 */
export class KindMirror {
  #objects: Map<string, KubeObject> | undefined;
  /** Those that the last list lacked, and since when lists do, by `performance.now()`. */
  #doubtful = new Map<string, number>();
  #confirmAt = Infinity;
  #resourceVersion: string | undefined;
  #mustList = true;
  #watch: AbortController | undefined;
  #readAt = -Infinity;
  readonly #timing: MirrorTiming;

  constructor(private readonly options: MirrorOptions) {
    this.#timing = options.timing ?? MIRROR_TIMING;
  }

  /** By `<namespace>/<name>`; undefined before the first list. */
  get objects(): ReadonlyMap<string, KubeObject> | undefined {
    return this.#objects;
  }

  /** When the last whole list was asked for, by `performance.now()`. */
  get readAt(): number {
    return this.#readAt;
  }

  /** Reads the list again now, beside what the watch says. */
  readAgain(): void {
    this.#mustList = true;
    this.#watch?.abort(new Error('The list is read again'));
  }

  /** Follows the cluster until the signal ends it. */
  async run(client: ClusterClient, signal: AbortSignal): Promise<never> {
    let failures = 0;
    let broken = 0;
    for (;;) {
      signal.throwIfAborted();
      if (this.#mustList || this.#resourceVersion === undefined) {
        try {
          await this.#list(client);
          failures = 0;
        } catch (error) {
          signal.throwIfAborted();
          failures += 1;
          this.#failed(error as Error, failures);
          if (this.#resourceVersion === undefined) {
            await this.#pause(failures, signal);
            continue;
          }
          // What is known is followed on; whoever wants the list asks again.
          this.#mustList = false;
          this.#confirmLater();
        }
      }
      const begun = performance.now();
      let error: Error | undefined;
      try {
        await this.#follow(client, signal);
      } catch (e) {
        signal.throwIfAborted();
        error = e as Error;
      }
      if (performance.now() - begun > this.#timing.longWatchMs) {
        broken = 0;
      } else {
        // Watches that end at once, or are not allowed, must not become a storm of requests.
        broken += 1;
        await this.#pause(Math.max(broken, failures), signal);
      }
      if (
        error instanceof ApiError ||
        (error && broken > 0 && broken % MAX_BROKEN_WATCHES === 0)
      ) {
        this.#resourceVersion = undefined;
      }
    }
  }

  async #list(client: ClusterClient): Promise<void> {
    const { kind, cut, onRead } = this.options;
    const begun = performance.now();
    const { items, resourceVersion } = await client.list(kind, cut);
    const read = new Map(items.map(item => [keyOf(item), item]));
    const { confirmMs } = this.#timing;
    const doubtful = new Map<string, number>();
    for (const [key, object] of this.#objects ?? []) {
      const since = this.#doubtful.get(key) ?? begun;
      // What lists have lacked for that long is gone.
      if (!read.has(key) && begun - since < confirmMs) {
        doubtful.set(key, since);
        read.set(key, object);
      }
    }
    this.#doubtful = doubtful;
    this.#confirmAt = Math.min(...new Set(doubtful.values())) + confirmMs;
    this.#objects = read;
    this.#resourceVersion = resourceVersion;
    this.#readAt = begun;
    this.#mustList = false;
    onRead();
  }

  /** A list that is due and fails is not asked for again and again: meanwhile nothing could be followed. */
  #confirmLater(): void {
    if (this.#confirmAt !== Infinity) {
      this.#confirmAt = performance.now() + this.#timing.confirmMs;
    }
  }

  #failed(error: Error, failures: number): void {
    const { missingAfter = Infinity, onFailure, onRead } = this.options;
    const isMissing =
      error instanceof ApiError &&
      error.status === 404 &&
      failures >= missingAfter;
    // Of a kind that was there, a server that is restarted may say so, too.
    if (isMissing && !this.#objects?.size) {
      const isNews = this.#objects === undefined || this.#mustList;
      this.#readAt = performance.now();
      this.#objects = new Map();
      this.#mustList = false;
      if (isNews) {
        onRead();
      }
    }
    onFailure(error, failures);
  }

  /** One connection; ends early where a list is due. */
  async #follow(client: ClusterClient, signal: AbortSignal): Promise<void> {
    const watch = new AbortController();
    this.#watch = watch;
    const wait = this.#confirmAt - performance.now();
    const timer =
      wait === Infinity
        ? undefined
        : setTimeout(() => this.readAgain(), Math.max(Math.ceil(wait), 0));
    try {
      await client.watch(this.options.kind, {
        resourceVersion: this.#resourceVersion!,
        signal: AbortSignal.any([signal, watch.signal]),
        onEvent: event => this.#take(event),
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!watch.signal.aborted) {
        throw error;
      }
    } finally {
      clearTimeout(timer);
      this.#watch = undefined;
    }
  }

  #take({ type, object }: WatchEvent): void {
    const { resourceVersion } = object.metadata as { resourceVersion?: string };
    if (type !== 'bookmark') {
      this.#change(type === 'deleted', object);
    }
    this.#resourceVersion = resourceVersion ?? this.#resourceVersion;
  }

  #change(isDeleted: boolean, object: KubeObject): void {
    const { cut, onChange } = this.options;
    const key = keyOf(object);
    const before = this.#objects!.get(key);
    this.#doubtful.delete(key);
    if (isDeleted) {
      this.#objects!.delete(key);
      if (before) {
        onChange(key, undefined);
      }
      return;
    }
    const after = cut(object);
    this.#objects!.set(key, after);
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      onChange(key, after);
    }
  }

  #pause(failures: number, signal: AbortSignal): Promise<void> {
    const { pauseMs, maxPauseMs } = this.#timing;
    const pause = Math.min(pauseMs * 2 ** (failures - 1), maxPauseMs);
    return sleep(pause, undefined, { signal });
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
