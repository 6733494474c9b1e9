import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { WatchEvent } from './ClusterClient';

/**
 * The objects of a kind by `<namespace>/<name>`, from lists and the events of watches.
 *
 * **No list takes anything away by itself.** What a list lacks stays until another list, `confirmMs` later, lacks it too: an
 * answer may be empty or cut off and look complete, and so may the next one a moment later. A watch that says "deleted" is
 * believed at once.
 */
export class KindStore {
  readonly #cut: (object: KubeObject) => KubeObject;
  readonly #confirmMs: number;
  #objects: Map<string, KubeObject> | undefined;
  /** What the last list lacked, and since when lists lack it, by `performance.now()`. */
  #doubtful = new Map<string, number>();

  /** @param cut - reduces an object to what is kept */
  constructor(options: {
    cut: (object: KubeObject) => KubeObject;
    confirmMs: number;
  }) {
    this.#cut = options.cut;
    this.#confirmMs = options.confirmMs;
  }

  /** Undefined before the first list. */
  get objects(): ReadonlyMap<string, KubeObject> | undefined {
    return this.#objects;
  }

  /** When another list has to confirm what the last one lacked, by `performance.now()`; Infinity where it lacked nothing. */
  get confirmAt(): number {
    return Math.min(...new Set(this.#doubtful.values())) + this.#confirmMs;
  }

  /** There are no objects of the kind. */
  clear(): ReadonlyMap<string, KubeObject> {
    this.#objects = new Map();
    return this.#objects;
  }

  /**
   * Takes a complete list.
   *
   * @param items - already cut
   * @param requestedAt - by `performance.now()`
   */
  takeList(
    items: KubeObject[],
    requestedAt: number,
  ): ReadonlyMap<string, KubeObject> {
    const read = new Map(items.map(item => [keyOf(item), item]));
    const doubtful = new Map<string, number>();
    for (const [key, object] of this.#objects ?? []) {
      const since = this.#doubtful.get(key) ?? requestedAt;
      if (!read.has(key) && requestedAt - since < this.#confirmMs) {
        doubtful.set(key, since);
        read.set(key, object);
      }
    }
    this.#doubtful = doubtful;
    this.#objects = read;
    return read;
  }

  /** Takes an event of a watch; the change that it makes, or undefined where it makes none. */
  takeEvent({
    type,
    object,
  }: WatchEvent): { key: string; object: KubeObject | undefined } | undefined {
    if (type === 'bookmark' || !this.#objects) {
      return undefined;
    }
    const key = keyOf(object);
    const before = this.#objects.get(key);
    this.#doubtful.delete(key);
    if (type === 'deleted') {
      this.#objects.delete(key);
      return before && { key, object: undefined };
    }
    const after = this.#cut(object);
    this.#objects.set(key, after);
    return JSON.stringify(before) === JSON.stringify(after)
      ? undefined
      : { key, object: after };
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
