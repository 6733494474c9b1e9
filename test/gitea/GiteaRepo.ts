import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type ApiAnswer,
  type Credentials,
  type Gitea,
  newPassword,
} from './startGitea.ts';

const MERGEABLE_SECONDS = 10;
const POLL_MS = 100;
/** The most Gitea gives (modules/setting/api.go, MaxResponseItems). */
const PAGE = 50;

const run = promisify(execFile);
/** No user's settings, and no prompts. */
const GIT_ENV = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: '0',
};

/** The parts of Gitea's pull requests that tests read. */
export interface PullRequest {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  merged: boolean;
  mergeable: boolean;
  head: { ref: string; sha: string };
  base: { ref: string; sha: string };
  user: { login: string };
}

/** A user of Gitea who is not an admin. */
export async function createUser(
  gitea: Gitea,
  username: string,
): Promise<Credentials> {
  const password = newPassword();
  await demand(gitea, 'POST', '/admin/users', {
    username,
    password,
    email: `${username}@example.com`,
    must_change_password: false,
  });
  return { username, password };
}

/** A repository of Gitea, and what people and robots do with it. */
export class GiteaRepo {
  readonly gitea: Gitea;
  readonly owner: Credentials;
  readonly name: string;

  private constructor(gitea: Gitea, owner: Credentials, name: string) {
    this.gitea = gitea;
    this.owner = owner;
    this.name = name;
  }

  /** Has a first commit on main, with a README.md. */
  static async create(options: {
    gitea: Gitea;
    name: string;
    /** The admin, unless somebody else. */
    owner?: Credentials;
  }): Promise<GiteaRepo> {
    const { gitea, name, owner = gitea.admin } = options;
    const settings = { name, auto_init: true, default_branch: 'main' };
    await demand(gitea, 'POST', '/user/repos', settings, owner);
    return new GiteaRepo(gitea, owner, name);
  }

  get url(): string {
    return `${this.gitea.url}/${this.owner.username}/${this.name}.git`;
  }

  /** For the git command: the credentials are in the URL. */
  urlAs({ username, password }: Credentials): string {
    const url = new URL(this.url);
    return Object.assign(url, { username, password }).href;
  }

  async addCollaborator(
    user: Credentials,
    permission: 'read' | 'write' | 'admin' = 'write',
  ): Promise<void> {
    await this.#demand('PUT', `/collaborators/${user.username}`, {
      permission,
    });
  }

  /** Forbids pushes to the branch; a merge into it needs this many approvals. */
  async protect(
    branch: string,
    options: { approvals?: number } = {},
  ): Promise<void> {
    await this.#demand('POST', '/branch_protections', {
      rule_name: branch,
      enable_push: false,
      required_approvals: options.approvals ?? 0,
    });
  }

  async openPull(options: {
    head: string;
    title: string;
    body?: string;
    base?: string;
    as?: Credentials;
  }): Promise<PullRequest> {
    const { as, base = 'main', ...pull } = options;
    return this.#demand('POST', '/pulls', { base, ...pull }, as);
  }

  pull(number: number): Promise<PullRequest> {
    return this.#demand('GET', `/pulls/${number}`);
  }

  /** In all states, the newest first. */
  pulls(): Promise<PullRequest[]> {
    return this.#all('/pulls?state=all');
  }

  async approve(number: number, as: Credentials): Promise<void> {
    const review = { event: 'APPROVED', body: 'Fine.' };
    await this.#demand('POST', `/pulls/${number}/reviews`, review, as);
  }

  async close(number: number): Promise<void> {
    await this.#demand('PATCH', `/pulls/${number}`, { state: 'closed' });
  }

  /**
   * Returns Gitea's status: 200, 405 where it may not be merged, 409 where the
   * branches changed meanwhile. Gitea looks for conflicts in the background
   * (services/pull/check.go). Until then it answers 405, the same as for a
   * conflict. So this waits for the result; for a conflict until `waitMs` have
   * passed.
   */
  async merge(
    number: number,
    options: {
      style?: 'merge' | 'squash' | 'rebase';
      waitMs?: number;
      as?: Credentials;
    } = {},
  ): Promise<ApiAnswer> {
    const {
      style = 'merge',
      waitMs = MERGEABLE_SECONDS * 1000,
      as = this.owner,
    } = options;
    const deadline = Date.now() + waitMs;
    while (!(await this.pull(number)).mergeable && Date.now() < deadline) {
      await after(POLL_MS);
    }
    return this.api('POST', `/pulls/${number}/merge`, { Do: style }, as);
  }

  /**
   * Merges a branch into main with the git command, as a person does, and pushes the result.
   *
   * @throws Error for a conflict.
   */
  async mergeByHand(branch: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'merge-by-hand-'));
    const author = [
      '-c',
      'user.name=owner',
      '-c',
      'user.email=owner@localhost',
    ];
    const git = (...args: string[]) =>
      run('git', ['-C', folder, ...author, ...args], { env: GIT_ENV });
    try {
      await git('clone', '--quiet', this.urlAs(this.owner), '.');
      await git('merge', '--quiet', '--no-ff', '--no-edit', `origin/${branch}`);
      await git('push', '--quiet', 'origin', 'main');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The text of a file, or undefined where there is none. */
  async file(path: string, branch = 'main'): Promise<string | undefined> {
    const found = await this.#contents(path, branch);
    return found && Buffer.from(found.content, 'base64').toString();
  }

  /** A commit on a branch that is there, which creates or replaces a file. */
  async edit(options: {
    path: string;
    content: string;
    branch?: string;
    message?: string;
    as?: Credentials;
  }): Promise<void> {
    const { path, content, branch = 'main', message, as } = options;
    const found = await this.#contents(path, branch);
    await this.#demand(
      found ? 'PUT' : 'POST',
      contentsPath(path),
      {
        branch,
        message,
        content: Buffer.from(content).toString('base64'),
        sha: found?.sha,
      },
      as,
    );
  }

  /** The newest first. */
  async commits(
    branch = 'main',
  ): Promise<Array<{ sha: string; commit: { message: string } }>> {
    return this.#all(`/commits?stat=false&sha=${encodeURIComponent(branch)}`);
  }

  /**
   * A hook of Git on the server. Gitea runs all that are executable in
   * `<event>.d`, its own being named `gitea`, and refuses a push when one fails
   * (modules/gitrepo/hooks.go).
   */
  async addHook(options: {
    event: 'pre-receive' | 'update' | 'post-receive';
    name: string;
    script: string;
  }): Promise<void> {
    const { event, name, script } = options;
    const file = join(this.#folder, 'hooks', `${event}.d`, name);
    await writeFile(file, script, { mode: 0o755 });
  }

  /** The output of a git command in the bare repository. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await run(
      'git',
      [`--git-dir=${this.#folder}`, ...args],
      {
        env: GIT_ENV,
      },
    );
    return stdout.trimEnd();
  }

  /** Object ids by the full names of the refs, Gitea's own refs/pull/* too. */
  async refs(): Promise<Record<string, string>> {
    const text = await this.git(
      'for-each-ref',
      '--format=%(refname) %(objectname)',
    );
    return Object.fromEntries(text.split('\n').map(line => line.split(' ')));
  }

  /** Object ids that a ref has had, the present one first; Gitea keeps them (modules/setting/git.go). */
  async reflog(ref = 'refs/heads/main'): Promise<string[]> {
    const text = await this.git('reflog', 'show', '--format=%H', ref);
    return text.split('\n');
  }

  /** A request below /api/v1/repos/<owner>/<name>, by the owner or another user. */
  api(
    method: string,
    path: string,
    body?: unknown,
    as: Credentials = this.owner,
  ): Promise<ApiAnswer> {
    return this.gitea.api(method, this.#path(path), body, as);
  }

  /** Bare. */
  get #folder(): string {
    const { dataDir } = this.gitea;
    return join(
      dataDir,
      'gitea-repositories',
      this.owner.username,
      `${this.name}.git`,
    );
  }

  #path(path: string): string {
    return `/repos/${this.owner.username}/${this.name}${path}`;
  }

  async #contents(
    path: string,
    branch: string,
  ): Promise<{ sha: string; content: string } | undefined> {
    const query = `?ref=${encodeURIComponent(branch)}`;
    const answer = await this.api('GET', `${contentsPath(path)}${query}`);
    if (answer.status === 404) {
      return undefined;
    }
    return accepted(`GET of ${path} on ${branch}`, answer);
  }

  async #all(path: string): Promise<any[]> {
    const items: any[] = [];
    for (let page = 1; ; page++) {
      const query = `&limit=${PAGE}&page=${page}`;
      const more = await this.#demand('GET', `${path}${query}`);
      items.push(...more);
      if (more.length < PAGE) {
        return items;
      }
    }
  }

  #demand(
    method: string,
    path: string,
    body?: unknown,
    as: Credentials = this.owner,
  ): Promise<any> {
    return demand(this.gitea, method, this.#path(path), body, as);
  }
}

function contentsPath(path: string): string {
  return `/contents/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The body of a successful answer. */
async function demand(
  gitea: Gitea,
  method: string,
  path: string,
  body?: unknown,
  as?: Credentials,
): Promise<any> {
  return accepted(`${method} ${path}`, await gitea.api(method, path, body, as));
}

function accepted(what: string, { status, body }: ApiAnswer): any {
  if (status >= 300) {
    throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  }
  return body;
}
