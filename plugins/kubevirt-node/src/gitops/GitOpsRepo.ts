import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import git from 'isomorphic-git';
import { TreeFile } from '../files/Tree';
import { FoundObject, isObjectFile, readObjects } from '../files/readObjects';
import { GitAuth } from './gitAuth';
import { GitRemote } from './GitRemote';
import { GitStore } from './GitStore';
import { GitTree } from './GitTree';
import { changedPaths } from './changedPaths';
import { BothChanged, mergeTrees } from './mergeTrees';
import { resolveFile } from './resolveFile';

/** How deep the history is fetched to find where two branches parted; the next where that is not deep enough. */
const DEPTHS = [50, 500, 2 ** 31 - 1];

/** A commit of the repository, and its files. */
export interface Checkout {
  tree: GitTree;
  commit: string;
}

/** The change's own branch, as it is or as it will be with the base branch merged in. */
export interface ProposedCheckout extends Checkout {
  /** The commit of the base branch that is merged in; undefined where the branch has all of it. */
  mergedBase?: string;
  /** True where the base branch changed the same files, so that the branch as it is would not merge. */
  isBehind: boolean;
}

/** Another change that is open: a request, or a branch of its own. */
export interface OpenChange {
  /** As messages call it: `request #12 (https://…)`. */
  name: string;
  /** The full name of its ref. */
  ref: string;
}

/** Who a commit is by. */
export interface Author {
  name: string;
  email: string;
}

export interface GitOpsRepoOptions {
  settings: Pick<GitOpsSettings, 'repoUrl' | 'baseBranch'>;
  /** The branch of the change. */
  branch: string;
  /** Other open changes to read along, given the names of all refs that the server has. */
  openChanges?: (refs: string[]) => OpenChange[];
  /** An empty folder for what is fetched. */
  dir: string;
  auth: GitAuth;
  signal?: AbortSignal;
}

/**
 * The GitOps repository as one change sees it: the base branch, the change's own branch where it is open, and what other
 * open changes propose.
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
  #openChanges: Array<OpenChange & { commit: string }> = [];

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
  }

  /**
   * Fetches what the change needs.
   *
   * @throws ServiceUnavailableError when the repository can't be read, or has no base branch; InputError where the base
   * branch has moved and the change's branch can't be merged with it.
   */
  static async open(options: GitOpsRepoOptions): Promise<GitOpsRepo> {
    const { settings, branch, dir, auth, signal } = options;
    const { repoUrl, baseBranch } = settings;
    const store = new GitStore(dir);
    const remote = await GitRemote.open({ repoUrl, store, auth, signal });
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
    const changes = [];
    for (const change of this.#openChanges) {
      const { tree } = await checkout(this.#store, change.commit);
      const paths = await this.#changedBy({
        change,
        tree,
        isWanted: path =>
          isObjectFile(path) &&
          options.folders.some(
            folder => folder === '' || path.startsWith(`${folder}/`),
          ),
      });
      changes.push({
        change,
        found: await readObjects({ tree, paths, kinds: options.kinds }),
      });
    }
    return changes;
  }

  /**
   * Writes the files on top of the change's branch, or of the base branch where there is none, in one commit, and
   * pushes it. Where the base branch has moved, the commit is a merge with it.
   *
   * @returns the commit's hash.
   * @throws ConflictError when a branch has moved since it was read, ServiceUnavailableError when the push does not go
   * through for another reason.
   */
  async commitAndPush(options: {
    files: TreeFile[];
    message: string;
    author: Author;
  }): Promise<string> {
    const { files, message, author } = options;
    const { branch, settings } = this.#options;
    const from = this.proposed ?? this.base;
    const person = { ...author, timestamp: now(), timezoneOffset: 0 };
    const commit = await git.writeCommit({
      ...this.#store.at,
      commit: {
        tree: (await from.tree.with(files)).oid,
        parent: [from.commit, this.proposed?.mergedBase ?? []].flat(),
        author: person,
        committer: person,
        message: `${message.trimEnd()}\n`,
      },
    });
    await this.#remote.push({
      commit,
      branch,
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
    const parting = await this.#parting(ref, tip);
    if (parting === tip) {
      return undefined;
    }
    const open = await checkout(this.#store, tip);
    if (parting === this.base.commit) {
      return { ...open, isBehind: false };
    }
    let isBehind = false;
    const merged = await mergeTrees({
      store: this.#store,
      base: parting && (await this.#store.treeOf(parting)),
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

  /** The files that a change adds or changes. What only the base branch changed since they parted is not the change's. */
  async #changedBy(options: {
    change: OpenChange & { commit: string };
    tree: GitTree;
    isWanted: (path: string) => boolean;
  }): Promise<string[]> {
    const { change, tree, isWanted } = options;
    const changed = await changedPaths({
      store: this.#store,
      from: this.base.tree.oid,
      to: tree.oid,
    });
    const paths = changed.filter(isWanted);
    const onBase = await Promise.all(
      paths.map(path => entryOf(this.base.tree, path)),
    );
    if (onBase.every(entry => entry === undefined)) {
      return paths;
    }
    const parting = await this.#parting(change.ref, change.commit);
    if (parting === undefined) {
      return paths;
    }
    const before = (await checkout(this.#store, parting)).tree;
    const isOwn = await Promise.all(
      paths.map(
        async path =>
          (await entryOf(before, path)) !== (await entryOf(tree, path)),
      ),
    );
    return paths.filter((_, i) => isOwn[i]);
  }

  /** The commit at which a branch left the base branch; the branch's own where it is merged. */
  async #parting(ref: string, tip: string): Promise<string | undefined> {
    const base = refOf(this.#options.settings.baseBranch);
    if (tip === this.base.commit) {
      return tip;
    }
    for (const depth of DEPTHS) {
      await this.#remote.fetch({ depth, refs: () => [base, ref] });
      this.#refuseMoved(base, this.base.commit);
      this.#refuseMoved(ref, tip);
      const [found] = await git.findMergeBase({
        ...this.#store.at,
        oids: [this.base.commit, tip],
      });
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  #refuseMoved(ref: string, expected: string): void {
    if (this.#remote.commitOf(ref) !== expected) {
      throw new ConflictError(
        `${ref} of ${
          this.#options.settings.repoUrl
        } has moved while it was read. Nothing was written; running again is safe`,
      );
    }
  }
}

function refOf(branch: string): string {
  return `refs/heads/${branch}`;
}

async function checkout(store: GitStore, commit: string): Promise<Checkout> {
  return { commit, tree: new GitTree(store, await store.treeOf(commit)) };
}

/** What stands at a path, as far as it can be compared; undefined for nothing, and for what no path of ours leads to. */
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
