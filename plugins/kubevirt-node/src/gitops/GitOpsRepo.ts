import fs from 'node:fs';
import { join } from 'node:path';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { addFiles, cloneRepo } from '@backstage/plugin-scaffolder-node';
import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import git from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import { FileTree, TreeFile } from '../files/FileTree';
import { explain, within } from './exchange';
import { GitAuth } from './gitAuth';

/** How far the clocks of those who commit may be apart, in seconds. */
const CLOCK_SKEW = 24 * 3600;

/** One branch of the repository, checked out. */
export interface Checkout {
  tree: FileTree;
  /** The commit that is checked out, when it was made (seconds since 1970), and by whom. */
  commit: string;
  time: number;
  author: Author;
  dir: string;
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
  /** An empty folder for the clones. */
  dir: string;
  auth: GitAuth;
  signal?: AbortSignal;
}

/**
 * The GitOps repository as one change sees it: the base branch, and the change's own branch where it is open.
 *
 * Reads and writes go through git alone, and nothing is ever pushed by force.
 */
export class GitOpsRepo {
  readonly #options: GitOpsRepoOptions;
  readonly base: Checkout;
  /** The change's branch, when it exists and is not merged: further commits go on top of it. */
  readonly proposed?: Checkout;

  private constructor(
    options: GitOpsRepoOptions,
    base: Checkout,
    proposed?: Checkout,
  ) {
    this.#options = options;
    this.base = base;
    this.proposed = proposed;
  }

  /**
   * Clones what the change needs.
   *
   * @throws ServiceUnavailableError when the repository can't be read, or has no base branch.
   */
  static async open(options: GitOpsRepoOptions): Promise<GitOpsRepo> {
    const { settings, branch } = options;
    const heads = await reading(options, () => listHeads(options));
    if (!heads.includes(settings.baseBranch)) {
      throw new ServiceUnavailableError(
        `The GitOps repository ${settings.repoUrl} has no branch "${
          settings.baseBranch
        }" (kubevirt.gitOps.baseBranch); it has: ${
          heads.slice(0, 20).join(', ') || 'no branch at all'
        }. Nothing was written`,
      );
    }
    const base = await checkout(options, settings.baseBranch);
    if (!heads.includes(branch)) {
      return new GitOpsRepo(options, base);
    }
    const proposed = await checkout(options, branch);
    return (await isMerged({ options, base, proposed }))
      ? new GitOpsRepo(options, base)
      : new GitOpsRepo(options, base, proposed);
  }

  /**
   * Writes the files on top of the change's branch, or of the base branch where there is none, in one commit, and
   * pushes it.
   *
   * @returns the commit's hash.
   * @throws ConflictError when the branch has moved since it was read, ServiceUnavailableError when the push does not
   * go through for another reason.
   */
  async commitAndPush(options: {
    files: TreeFile[];
    message: string;
    author: Author;
  }): Promise<string> {
    const { files, message, author } = options;
    const { auth, branch, signal } = this.#options;
    const { tree, dir } = this.proposed ?? this.base;
    for (const file of files) {
      await tree.write(file);
      await addFiles({ dir, filepath: file.path, auth });
    }
    const commit = await git.commit({ fs, dir, message, author });
    signal?.throwIfAborted();
    try {
      // Not the scaffolder's push: that one tries for a minute whatever the answer is.
      await within(
        git.push({
          fs,
          http,
          dir,
          remote: 'origin',
          remoteRef: `refs/heads/${branch}`,
          onAuth: () => auth,
        }),
        signal,
      );
      return commit;
    } catch (error) {
      signal?.throwIfAborted();
      throw pushError(error as Error, this.#options);
    }
  }
}

/** What a server answers when somebody else's push was faster. */
const MOVED = /non-fast-forward|fetch first|cannot lock ref .* is at /;

/** The branch has moved, or the push did not arrive or was not let in. */
function pushError(
  error: Error,
  { branch, settings }: GitOpsRepoOptions,
): Error {
  const reason = explain(error, settings.repoUrl);
  const hasMoved =
    error instanceof git.Errors.PushRejectedError ||
    (error instanceof git.Errors.GitPushError && MOVED.test(reason));
  const what = `The branch "${branch}" could not be pushed to ${settings.repoUrl}`;
  const after =
    'A push goes through whole or not at all; running again is safe and continues';
  return hasMoved
    ? new ConflictError(
        `${what}: it has moved since it was read (${reason}). ${after}`,
      )
    : new ServiceUnavailableError(`${what}: ${reason}. ${after}`);
}

async function listHeads({
  settings,
  auth,
}: GitOpsRepoOptions): Promise<string[]> {
  const refs = await git.listServerRefs({
    http,
    url: settings.repoUrl,
    prefix: 'refs/heads/',
    onAuth: () => auth,
  });
  return refs.map(({ ref }) => ref.replace(/^refs\/heads\//, ''));
}

async function checkout(
  options: GitOpsRepoOptions,
  ref: string,
): Promise<Checkout> {
  const { settings, auth } = options;
  const dir = join(
    options.dir,
    ref === settings.baseBranch ? 'base' : 'branch',
  );
  await reading(options, () =>
    cloneRepo({ url: settings.repoUrl, dir, auth, ref, depth: 1 }),
  );
  const commit = await git.resolveRef({ fs, dir, ref: 'HEAD' });
  const { author, committer } = (await git.readCommit({ fs, dir, oid: commit }))
    .commit;
  return {
    tree: new FileTree(dir),
    commit,
    time: committer.timestamp,
    author: { name: author.name, email: author.email },
    dir,
  };
}

/** True where the base branch contains the change's branch: its history is fetched back to that branch's last commit. */
async function isMerged(request: {
  options: GitOpsRepoOptions;
  base: Checkout;
  proposed: Checkout;
}): Promise<boolean> {
  const { options, base, proposed } = request;
  const since = new Date(
    (Math.min(base.time, proposed.time) - CLOCK_SKEW) * 1000,
  );
  const fetch = (more: { since?: Date }) =>
    git.fetch({
      fs,
      http,
      dir: base.dir,
      remote: 'origin',
      ref: options.settings.baseBranch,
      singleBranch: true,
      onAuth: () => options.auth,
      ...more,
    });
  await reading(options, () =>
    fetch({ since }).catch(error => {
      // An old server knows no dates: the whole history, then.
      if (error instanceof git.Errors.RemoteCapabilityError) {
        return fetch({});
      }
      throw error;
    }),
  );
  const log = await git.log({ fs, dir: base.dir, ref: base.commit });
  return log.some(({ oid }) => oid === proposed.commit);
}

async function reading<T>(
  { settings, signal }: GitOpsRepoOptions,
  read: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await within(read(), signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `The GitOps repository ${settings.repoUrl} can't be read: ${explain(
        error as Error,
        settings.repoUrl,
      )}. Nothing was written`,
    );
  }
}
