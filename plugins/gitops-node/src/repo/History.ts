import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '@backstage/errors';
import git from 'isomorphic-git';
import { GitRemote } from './GitRemote';
import { GitStore } from './GitStore';

/** How deep the history is fetched, in commits; the next where that does not tell. */
const DEPTHS = [50, 500];
/** What git takes for no limit. */
const WHOLE = 2 ** 31 - 1;

/** A ref, and the commit that it had when it was read. */
export interface Tip {
  ref: string;
  commit: string;
}

/**
 * Where a branch left the base branch: the commit, which is the branch's own where it is merged; `several` where they
 * merged each other; `none` where they have nothing in common; `unknown` where the history that was fetched does not tell.
 */
export type Parting =
  | { type: 'found'; commit: string }
  | { type: 'several' | 'none' | 'unknown' };

/** The history of a base branch and of others, fetched as deep as it takes. */
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
   * Where each of some branches left the base branch. All are fetched together, and to the end of their history only
   * where `isWhole` says so.
   *
   * @throws ConflictError when a branch has moved since it was read.
   */
  async partings(
    tips: Tip[],
    options: { isWhole: boolean },
  ): Promise<Map<string, Parting>> {
    const partings = new Map<string, Parting>();
    for (const { commit } of tips) {
      if (commit === this.#base.commit) {
        partings.set(commit, { type: 'found', commit });
      }
    }
    for (const depth of [...DEPTHS, ...(options.isWhole ? [WHOLE] : [])]) {
      const open = tips.filter(({ commit }) => !partings.has(commit));
      if (open.length > 0) {
        await this.#deepen(open, depth);
        for (const { commit } of open) {
          const parting = await this.#partingOf(commit);
          if (parting.type !== 'unknown') {
            partings.set(commit, parting);
          }
        }
      }
    }
    return partings;
  }

  /** The commits of a branch that its parting does not have, the newest first. */
  async own(tip: string, parting: string): Promise<string[]> {
    const shared = await this.#ancestors([parting]);
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

  /** The best common ancestor, where nothing better can hide behind the end of the history that was fetched. */
  async #partingOf(tip: string): Promise<Parting> {
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

  /** Some commits with all that came before, but for known ones; `isCut` where there is more than was fetched. */
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
