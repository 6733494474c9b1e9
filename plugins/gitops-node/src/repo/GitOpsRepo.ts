import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import git from 'isomorphic-git';
import { TreeFile } from '../files/Tree';
import { FoundObject, isObjectFile, readObjects } from '../files/readObjects';
import { GitAuth } from '../hosts/GitHost';
import { GitRemote } from './GitRemote';
import { GitStore } from './GitStore';
import { GitTree } from './GitTree';
import { History, MergeBase } from './History';
import { changedPaths } from './changedPaths';
import { BothChanged, mergeTrees } from './mergeTrees';
import { resolveFile } from './resolveFile';

/** A commit of the repository, and its files. */
export interface Checkout {
  tree: GitTree;
  commit: string;
}

/** The change's own branch, with the base branch merged in where it has moved. */
export interface ProposedCheckout extends Checkout {
  /** The commit of the base branch that is merged in; undefined where the branch already contains it. */
  mergedBase?: string;
  /** True where the base branch changed the same files, so that the branch alone would not merge. */
  isBehind: boolean;
}

/** Another open change: a request, or a branch without one. */
export interface OpenChange {
  /** Its name in messages: `request #12 (https://…)`. */
  name: string;
  /** The full name of its ref. */
  ref: string;
  isFromFork?: boolean;
}

/** The author of a commit. */
export interface Author {
  name: string;
  email: string;
}

export interface GitOpsRepoOptions {
  settings: Pick<GitOpsSettings, 'repoUrl' | 'baseBranch'>;
  /** The branch of the change. */
  branch: string;
  /** Selects other open changes to read, from the names of all refs of the server. */
  openChanges?: (refs: string[]) => OpenChange[];
  /** An empty folder for the fetched objects. */
  dir: string;
  auth: GitAuth;
  signal?: AbortSignal;
  /** Takes secrets out of the server's texts. */
  redact?: (text: string) => string;
}

/**
 * The GitOps repository from the view of one change: the base branch, the change's own branch where it is open, and the
 * objects of other open changes.
 *
 * Reads and writes go through git alone, and nothing is ever pushed by force.
 */
export class GitOpsRepo {
  readonly #options: GitOpsRepoOptions;
  readonly #remote: GitRemote;
  readonly #store: GitStore;
  readonly base: Checkout;
  /** The change's branch, when it exists and is not merged: further commits go on top of it. */
  proposed?: ProposedCheckout;
  readonly #history: History;
  #openChanges: Array<OpenChange & { commit: string }> = [];
  /** The branch's commit at the time of reading, merged or not. */
  #tip?: string;
  #mergeBase?: string;

  private constructor(parts: {
    options: GitOpsRepoOptions;
    remote: GitRemote;
    store: GitStore;
    base: Checkout;
  }) {
    this.#options = parts.options;
    this.#remote = parts.remote;
    this.#store = parts.store;
    this.base = parts.base;
    this.#history = new History({
      ...parts,
      base: {
        ref: refOf(parts.options.settings.baseBranch),
        commit: parts.base.commit,
      },
    });
  }

  /**
   * Fetches the branches that the change needs.
   *
   * @throws ServiceUnavailableError when the repository can't be read, or has no base branch; InputError where the base
   * branch has moved and the change's branch can't be merged with it.
   */
  static async open(options: GitOpsRepoOptions): Promise<GitOpsRepo> {
    const { settings, branch, dir, auth, signal, redact } = options;
    const { repoUrl, baseBranch } = settings;
    const store = new GitStore(dir);
    const remote = await GitRemote.open({
      repoUrl,
      store,
      auth,
      signal,
      redact,
    });
    let openChanges: OpenChange[] = [];
    await remote.fetch({
      depth: 1,
      refs: known => {
        openChanges = (options.openChanges?.([...known.keys()]) ?? []).filter(
          ({ ref }) => known.has(ref) && ref !== refOf(branch),
        );
        return [baseBranch, branch]
          .map(refOf)
          .concat(openChanges.map(({ ref }) => ref));
      },
    });
    const commit = remote.commitOf(refOf(baseBranch));
    if (commit === undefined) {
      throw noBaseBranch(settings, remote.branches());
    }
    const repo = new GitOpsRepo({
      options,
      remote,
      store,
      base: await checkout(store, commit),
    });
    repo.#openChanges = openChanges.flatMap(change => {
      const tip = remote.commitOf(change.ref);
      return tip === undefined ? [] : [{ ...change, commit: tip }];
    });
    repo.proposed = await repo.#readProposed();
    return repo;
  }

  /** The objects that other open changes add or change, in the files below some folders. */
  async openObjects(options: {
    folders: string[];
    kinds: string[];
  }): Promise<Array<{ change: OpenChange; found: FoundObject[] }>> {
    const isWanted = (path: string) =>
      isObjectFile(path) &&
      options.folders.some(
        folder => folder === '' || path.startsWith(`${folder}/`),
      );
    const read = await Promise.all(
      this.#openChanges.map(async change => {
        const { tree } = await checkout(this.#store, change.commit);
        const changed = await changedPaths({
          store: this.#store,
          from: this.base.tree.oid,
          to: tree.oid,
        });
        return {
          change,
          tree,
          ...(await this.#split(changed.filter(isWanted))),
        };
      }),
    );
    // A file that only the base branch has changed since the merge base is not part of their change.
    const mergeBases = await this.#history.mergeBases(
      read.filter(({ onBase }) => onBase.length > 0).map(r => r.change),
      { isComplete: false },
    );
    const changes = [];
    for (const { change, tree, added, onBase } of read) {
      const own = await this.#changedSince({
        mergeBase: mergeBases.get(change.commit),
        tree,
        paths: onBase,
      });
      changes.push({
        change,
        found: await readObjects({
          tree,
          paths: [...added, ...own],
          kinds: options.kinds,
        }),
      });
    }
    return changes;
  }

  /**
   * Files that somebody removed on the change's branch.
   *
   * @returns those of the given paths, each with a commit of the branch that still has the file.
   */
  async takenAway(
    paths: string[],
  ): Promise<Array<{ path: string; commit: string }>> {
    if (!this.proposed || !this.#mergeBase || paths.length === 0) {
      return [];
    }
    const found: Array<{ path: string; commit: string }> = [];
    for (const commit of await this.#history.own(
      this.proposed.commit,
      this.#mergeBase,
    )) {
      const { tree } = await checkout(this.#store, commit);
      for (const path of paths) {
        const isNew = !found.some(known => known.path === path);
        if (isNew && (await entryOf(tree, path)) !== undefined) {
          found.push({ path, commit });
        }
      }
    }
    return found;
  }

  /**
   * Writes and deletes the files on top of the change's branch, or of the base branch where there is none, in one commit, and
   * pushes it. Where the base branch has moved, the commit is a merge with it.
   *
   * @returns the commit's hash.
   * @throws ConflictError when a branch has moved since it was read, ServiceUnavailableError when the push does not go
   * through for another reason.
   */
  async commitAndPush(options: {
    files: TreeFile[];
    deletes?: string[];
    message: string;
    author: Author;
  }): Promise<string> {
    const { files, deletes, message, author } = options;
    const { branch, settings } = this.#options;
    const from = this.proposed ?? this.base;
    const person = { ...author, timestamp: now(), timezoneOffset: 0 };
    const commit = await git.writeCommit({
      ...this.#store.at,
      commit: {
        tree: (await from.tree.with(files, deletes)).oid,
        parent: [from.commit, this.proposed?.mergedBase ?? []].flat(),
        author: person,
        committer: person,
        message: `${message.trimEnd()}\n`,
      },
    });
    await this.#remote.push({
      commit,
      branch,
      expected: this.#tip,
      base: { branch: settings.baseBranch, commit: this.base.commit },
    });
    return commit;
  }

  async #readProposed(): Promise<ProposedCheckout | undefined> {
    const ref = refOf(this.#options.branch);
    const tip = this.#remote.commitOf(ref);
    if (tip === undefined) {
      return undefined;
    }
    this.#tip = tip;
    const mergeBases = await this.#history.mergeBases([{ ref, commit: tip }], {
      isComplete: true,
    });
    const mergeBase = this.#commitOf(mergeBases.get(tip));
    if (mergeBase === tip) {
      return undefined;
    }
    this.#mergeBase = mergeBase;
    const open = await checkout(this.#store, tip);
    if (mergeBase === this.base.commit) {
      return { ...open, isBehind: false };
    }
    let isBehind = false;
    const merged = await mergeTrees({
      store: this.#store,
      base: mergeBase && (await this.#store.treeOf(mergeBase)),
      ours: open.tree.oid,
      theirs: this.base.tree.oid,
      resolve: (file: BothChanged) => {
        isBehind = true;
        return resolveFile(file);
      },
    });
    return {
      commit: tip,
      tree: new GitTree(this.#store, merged),
      mergedBase: this.base.commit,
      isBehind,
    };
  }

  #commitOf(mergeBase: MergeBase | undefined): string | undefined {
    if (mergeBase?.type === 'several') {
      const { branch, settings } = this.#options;
      throw new InputError(
        `The branch "${branch}" and ${settings.baseBranch} of ${settings.repoUrl} have merged each other, so that no one commit is where they parted. Nothing was written; merge ${settings.baseBranch} into the branch by hand, or delete the branch, then run again`,
      );
    }
    return mergeBase?.type === 'found' ? mergeBase.commit : undefined;
  }

  async #split(
    paths: string[],
  ): Promise<{ added: string[]; onBase: string[] }> {
    const isOnBase = await Promise.all(
      paths.map(
        async path => (await entryOf(this.base.tree, path)) !== undefined,
      ),
    );
    return {
      added: paths.filter((_, i) => !isOnBase[i]),
      onBase: paths.filter((_, i) => isOnBase[i]),
    };
  }

  /** The files that a change has changed since its merge base; none where that is not known. */
  async #changedSince(options: {
    mergeBase: MergeBase | undefined;
    tree: GitTree;
    paths: string[];
  }): Promise<string[]> {
    const { mergeBase, tree, paths } = options;
    if (mergeBase?.type !== 'found') {
      return [];
    }
    const before = (await checkout(this.#store, mergeBase.commit)).tree;
    const isChanged = await Promise.all(
      paths.map(
        async path =>
          (await entryOf(before, path)) !== (await entryOf(tree, path)),
      ),
    );
    return paths.filter((_, i) => isChanged[i]);
  }
}

function refOf(branch: string): string {
  return `refs/heads/${branch}`;
}

async function checkout(store: GitStore, commit: string): Promise<Checkout> {
  return { commit, tree: new GitTree(store, await store.treeOf(commit)) };
}

/** The hash of the entry at a path, for comparing; undefined where there is none, or none that our paths may lead to. */
async function entryOf(
  tree: GitTree,
  path: string,
): Promise<string | undefined> {
  return tree
    .entry(path)
    .then(entry => entry?.oid)
    .catch(() => undefined);
}

/** In seconds since 1970. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}

function noBaseBranch(
  { repoUrl, baseBranch }: GitOpsRepoOptions['settings'],
  heads: string[],
): Error {
  return new ServiceUnavailableError(
    `The GitOps repository ${repoUrl} has no branch "${baseBranch}" (kubevirt.gitOps.baseBranch); it has: ${
      heads.slice(0, 20).join(', ') || 'no branch at all'
    }. Nothing was written`,
  );
}
