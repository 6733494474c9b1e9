import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '@backstage/errors';
import git from 'isomorphic-git';
import { GitRemote } from './GitRemote';
import { GitStore } from './GitStore';

/** How many commits of the history are fetched first, and how many where that is not enough. */
const DEPTHS = [50, 500];
/** Git's own value for no limit. */
const NO_LIMIT = 2 ** 31 - 1;

/** A ref and its commit at the time of reading. */
export interface Tip {
  ref: string;
  commit: string;
}

/**
 * The merge base of a branch and the base branch:
 * - `found`: the commit; it is the branch's own where the branch is merged.
 * - `several`: the two branches have merged each other.
 * - `none`: they have no common history.
 * - `unknown`: the fetched part of the history is too short.
 */
export type MergeBase =
  | { type: 'found'; commit: string }
  | { type: 'several' | 'none' | 'unknown' };

/** The history of the base branch and of other branches, fetched in steps until it is deep enough. */
export class History {
  readonly #store: GitStore;
  readonly #remote: GitRemote;
  readonly #base: Tip;

  constructor(options: { store: GitStore; remote: GitRemote; base: Tip }) {
    this.#store = options.store;
    this.#remote = options.remote;
    this.#base = options.base;
  }

  /**
   * The merge base of each of some branches with the base branch, by the commit of the branch. All are fetched together,
   * and to the end of their history only with `isComplete`.
   *
   * @throws ConflictError when a branch has moved since it was read.
   */
  async mergeBases(
    tips: Tip[],
    options: { isComplete: boolean },
  ): Promise<Map<string, MergeBase>> {
    const mergeBases = new Map<string, MergeBase>();
    for (const { commit } of tips) {
      if (commit === this.#base.commit) {
        mergeBases.set(commit, { type: 'found', commit });
      }
    }
    for (const depth of [
      ...DEPTHS,
      ...(options.isComplete ? [NO_LIMIT] : []),
    ]) {
      const open = tips.filter(({ commit }) => !mergeBases.has(commit));
      if (open.length > 0) {
        await this.#deepen(open, depth);
        for (const { commit } of open) {
          const mergeBase = await this.#mergeBaseOf(commit);
          if (mergeBase.type !== 'unknown') {
            mergeBases.set(commit, mergeBase);
          }
        }
      }
    }
    return mergeBases;
  }

  /** The commits of a branch since its merge base, the newest first. */
  async own(tip: string, mergeBase: string): Promise<string[]> {
    const shared = await this.#ancestors([mergeBase]);
    const all = await this.#ancestors([tip], shared.visited);
    return [...all.visited];
  }

  async #deepen(tips: Tip[], depth: number): Promise<void> {
    const all = [this.#base, ...tips];
    await this.#remote.fetch({ depth, refs: () => all.map(({ ref }) => ref) });
    for (const { ref, commit } of all) {
      if (this.#remote.commitOf(ref) !== commit) {
        throw new ConflictError(
          `${ref} has moved while it was read. Nothing was written; running again is safe`,
        );
      }
    }
  }

  /** The best common ancestor; `unknown` where there may be a better one beyond the fetched part of the history. */
  async #mergeBaseOf(tip: string): Promise<MergeBase> {
    const tips = [this.#base.commit, tip];
    const found: string[] = await git.findMergeBase({
      ...this.#store.at,
      oids: tips,
    });
    const shared = await this.#ancestors(found);
    const { isCut } = await this.#ancestors(tips, shared.visited);
    if (isCut) {
      return { type: 'unknown' };
    }
    if (found.length > 1) {
      return { type: 'several' };
    }
    return found.length === 1
      ? { type: 'found', commit: found[0] }
      : { type: 'none' };
  }

  /** Some commits with their ancestors, without the known ones; `isCut` where some of the ancestors were not fetched. */
  async #ancestors(
    from: string[],
    known: ReadonlySet<string> = new Set(),
  ): Promise<{ visited: Set<string>; isCut: boolean }> {
    const shallow = await this.#shallow();
    const visited = new Set<string>();
    let isCut = false;
    for (const queue = [...from]; queue.length > 0; ) {
      const oid = queue.shift()!;
      if (visited.has(oid) || known.has(oid)) {
        continue;
      }
      visited.add(oid);
      if (shallow.has(oid)) {
        isCut = true;
      } else {
        const { commit } = await git.readCommit({ ...this.#store.at, oid });
        queue.push(...commit.parent);
      }
    }
    return { visited, isCut };
  }

  /** The commits whose parents were not fetched (git, gitrepository-layout). */
  async #shallow(): Promise<Set<string>> {
    const text = await fs
      .readFile(join(this.#store.at.gitdir, 'shallow'), 'utf8')
      .catch(() => '');
    return new Set(text.split('\n').filter(Boolean));
  }
}
