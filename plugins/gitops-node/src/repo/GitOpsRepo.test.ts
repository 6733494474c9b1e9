import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitServer, git, startGitServer } from 'git-server';
import { gitAuth } from '../hosts/gitHosts';
import { GitOpsRepo } from './GitOpsRepo';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const NO_AUTH = { username: '', password: '' };
const author = { name: 'Backstage', email: 'backstage@example.com' };

describe('GitOpsRepo, against a real Git server', () => {
  const dir = createMockDirectory();
  let server: GitServer;
  let runs = 0;

  beforeEach(async () => {
    dir.setContent({});
    server = await startGitServer();
  });
  afterEach(() => server.close());

  const open = async (more: object = {}) => {
    runs += 1;
    const folder = join(dir.path, `run-${runs}`);
    await fs.mkdir(folder);
    return GitOpsRepo.open({
      settings: { repoUrl: server.url, baseBranch: 'main' },
      branch: 'kubevirt/a/b',
      dir: folder,
      auth: NO_AUTH,
      ...more,
    });
  };
  const gitDir = () => server.git('rev-parse', '--absolute-git-dir');
  const push = (repo: GitOpsRepo, text: string, path = 'a/b.yaml') =>
    repo.commitAndPush({
      files: [{ path, text }],
      message: 'Change\n\nRequested-by: user:default/guest',
      author,
    });
  const merge = async (branch: string, ...args: string[]) => {
    const clone = join(dir.path, `merge-${runs}`);
    await git(['clone', '--quiet', server.url, clone]);
    await git([
      ...['-C', clone, '-c', 'user.name=p', '-c', 'user.email=p@example.com'],
      ...['merge', '--quiet', `origin/${branch}`, '-m', 'Merge', ...args],
    ]);
    await git(['-C', clone, 'push', '--quiet', 'origin', 'main']);
  };

  it('pushes one commit to its own branch, and does not change main', async () => {
    const main = await server.git('rev-parse', 'main');
    const repo = await open();
    expect(repo.proposed).toBeUndefined();
    expect(await repo.base.tree.read('README.md')).toContain('GitOps');

    const commit = await push(repo, 'one\n');

    expect(await server.git('rev-parse', 'kubevirt/a/b')).toBe(commit);
    expect(await server.git('rev-parse', 'main')).toBe(main);
    expect(await server.show('kubevirt/a/b', 'a/b.yaml')).toBe('one');
    expect(
      await server.git('log', '-1', '--format=%an <%ae>%n%B', 'kubevirt/a/b'),
    ).toBe(
      'Backstage <backstage@example.com>\nChange\n\nRequested-by: user:default/guest',
    );
    expect(await server.git('rev-list', '--count', 'main..kubevirt/a/b')).toBe(
      '1',
    );
  });

  it('commits on top of its open branch, and keeps the commits of others there', async () => {
    const first = await push(await open(), 'one\n');
    const clone = join(dir.path, 'person');
    await git(['clone', '--quiet', '-b', 'kubevirt/a/b', server.url, clone]);
    await fs.writeFile(join(clone, 'note.md'), 'mine\n');
    await git(['-C', clone, 'add', '.']);
    await git([
      ...['-C', clone, '-c', 'user.name=p', '-c', 'user.email=p@example.com'],
      ...['commit', '--quiet', '-m', 'A note'],
    ]);
    await git(['-C', clone, 'push', '--quiet']);

    const repo = await open();
    expect(await repo.proposed?.tree.read('a/b.yaml')).toBe('one\n');
    await push(repo, 'two\n');

    expect(await server.show('kubevirt/a/b', 'note.md')).toBe('mine');
    expect(await server.show('kubevirt/a/b', 'a/b.yaml')).toBe('two');
    expect(
      await server.git('log', '--format=%H', 'main..kubevirt/a/b'),
    ).toContain(first);
  });

  it('begins again from main when its branch is merged', async () => {
    await push(await open(), 'one\n');
    await merge('kubevirt/a/b', '--no-ff');
    const main = await server.git('rev-parse', 'main');

    const repo = await open();
    expect(repo.proposed).toBeUndefined();
    expect(await repo.base.tree.read('a/b.yaml')).toBe('one\n');
    const commit = await push(repo, 'two\n');

    expect(await server.git('rev-parse', `${commit}^`)).toBe(main);
    expect(await server.git('rev-parse', 'kubevirt/a/b')).toBe(commit);
  });

  it('pushes on top of a history longer than it fetches', async () => {
    const history = Array.from(
      { length: 250 },
      (_, i) => `commit refs/heads/main
committer P <p@example.com> ${1700000000 + i} +0000
data 1
x${i === 0 ? '\nfrom refs/heads/main^0' : ''}
M 100644 inline file-${i}
data 1
x
`,
    ).join('');
    await git(['--git-dir', await gitDir(), 'fast-import', '--quiet'], {
      input: history,
    });
    const main = await server.git('rev-parse', 'main');

    const commit = await push(await open(), 'one\n');

    expect(await server.git('rev-parse', `${commit}^`)).toBe(main);
    expect(await server.git('fsck', '--strict')).toBe('');
    const again = await open();
    expect(again.proposed?.commit).toBe(commit);
    await push(again, 'two\n');
    expect(await server.git('rev-list', '--count', 'main..kubevirt/a/b')).toBe(
      '2',
    );
  });

  it('finds the merge base behind a long history with merges', async () => {
    // main: A – B – C – 60 commits – a merge of an old branch that left at A. C has a file that main has removed since.
    const person = ['-c', 'user.name=p', '-c', 'user.email=p@example.com'];
    const tree = async (...files: string[]) => {
      const blob = await git(
        ['--git-dir', await gitDir(), 'hash-object', '-w', '--stdin'],
        { input: 'x\n' },
      );
      return git(['--git-dir', await gitDir(), 'mktree'], {
        input: files.map(file => `100644 blob ${blob}\t${file}\n`).join(''),
      });
    };
    const commit = async (oid: string, ...parents: string[]) =>
      server.git(
        ...[...person, 'commit-tree', oid, '-m', 'x'],
        ...parents.flatMap(parent => ['-p', parent]),
      );
    const a = await server.git('rev-parse', 'main');
    const old = await commit(await tree('README.md', 'old'), a);
    const c = await commit(await tree('README.md', 'retired'), a);
    const branch = await commit(await tree('README.md', 'retired', 'mine'), c);
    let head = c;
    for (let i = 0; i < 60; i += 1) {
      head = await commit(await tree('README.md', `n${i}`), head);
    }
    head = await commit(await tree('README.md', 'old'), head, old);
    await server.git('update-ref', 'refs/heads/main', head);
    await server.git('update-ref', 'refs/heads/kubevirt/a/b', branch);

    const repo = await open();
    expect(repo.proposed?.mergedBase).toBe(head);
    expect(await repo.proposed?.tree.listAll('')).toEqual([
      'README.md',
      'mine',
      'old',
    ]);
  });

  it('loses no commit that somebody pushed meanwhile', async () => {
    const mine = await open();
    const theirs = await push(await open(), 'theirs\n');
    await expect(push(mine, 'mine\n')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /The branch "kubevirt\/a\/b" of .* has moved since it was read. Nothing was written; running again is safe/,
      ),
    });
    expect(await server.git('rev-parse', 'kubevirt/a/b')).toBe(theirs);
  });

  it('names another branch that blocks the push, and does not report a race', async () => {
    await server.git('branch', 'kubevirt', 'main');
    await expect(push(await open(), 'x\n')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/could not be pushed/),
    });
  });

  it('quotes the message of a hook of the server', async () => {
    const hook = join(await gitDir(), 'hooks/update');
    await fs.writeFile(hook, '#!/bin/sh\necho not on my watch >&2\nexit 1\n', {
      mode: 0o755,
    });
    await expect(push(await open(), 'x\n')).rejects.toThrow(
      /could not be pushed to .*hook declined/,
    );
    expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
  });

  it('writes nothing after the task is cancelled', async () => {
    const controller = new AbortController();
    const repo = await open({ signal: controller.signal });
    controller.abort();
    await expect(push(repo, 'x\n')).rejects.toThrow(/abort/);
    await expect(open({ signal: controller.signal })).rejects.toThrow(/abort/);
    expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
  });

  it('lists the branches of the server when the base branch does not exist', async () => {
    await expect(
      open({ settings: { repoUrl: server.url, baseBranch: 'master' } }),
    ).rejects.toThrow(
      `The GitOps repository ${server.url} has no branch "master" (kubevirt.gitOps.baseBranch); it has: main. Nothing was written`,
    );
  });

  it('reports a server that does not answer', async () => {
    const { url } = server;
    await server.close();
    await expect(open()).rejects.toThrow(
      new RegExp(`${url} can't be read: .*ECONNREFUSED.*Nothing was written`),
    );
    server = await startGitServer();
  });

  it('reports a repository that does not exist', async () => {
    await expect(
      open({
        settings: {
          repoUrl: server.url.replace('gitops.git', 'other.git'),
          baseBranch: 'main',
        },
      }),
    ).rejects.toThrow(/can't be read: HTTP Error: 404.*Nothing was written/);
  });
});

describe('gitAuth', () => {
  const dir = createMockDirectory();
  const auth = { username: 'robot', password: 'canary-4711' };

  it("logs in with Backstage's own integrations, and stores no credential", async () => {
    const server = await startGitServer({ auth });
    try {
      const integrations = ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            gitea: [
              {
                host: new URL(server.url).host,
                baseUrl: new URL(server.url).origin,
                ...auth,
              },
            ],
          },
        }),
      );
      const options = {
        settings: { repoUrl: server.url, baseBranch: 'main' },
        branch: 'kubevirt/a/b',
        dir: dir.path,
      };
      const repo = await GitOpsRepo.open({
        ...options,
        auth: await gitAuth({ integrations, repoUrl: server.url }),
      });
      await repo.commitAndPush({
        files: [{ path: 'a.yaml', text: 'a\n' }],
        message: 'x',
        author,
      });
      expect(await server.show('kubevirt/a/b', 'a.yaml')).toBe('a');
      expect(await filesWith(dir.path, auth.password)).toEqual([]);

      const empty = join(dir.path, 'empty');
      await fs.mkdir(empty);
      await expect(
        GitOpsRepo.open({ ...options, dir: empty, auth: NO_AUTH }),
      ).rejects.toThrow(
        /can't be read: HTTP Error: 401 .*: the credentials for 127.0.0.1:[0-9]+ in "integrations" are missing/,
      );
      const wrong = GitOpsRepo.open({
        ...options,
        auth: { ...auth, password: 'wrong-canary' },
      });
      await expect(wrong).rejects.toThrow(/can't be read/);
      await expect(wrong).rejects.not.toThrow(/wrong-canary/);
    } finally {
      await server.close();
    }
  });

  it('gives credentials by the configured kind of a host, not by its name', async () => {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            {
              host: 'code.example.com',
              apiBaseUrl: 'https://code.example.com/api/v3',
              token: 'gh',
            },
          ],
          gitlab: [
            {
              host: 'lab.example.com',
              apiBaseUrl: 'https://lab.example.com/api/v4',
              token: 'gl',
            },
          ],
          bitbucketServer: [
            {
              host: 'bucket.example.com',
              apiBaseUrl: 'https://bucket.example.com/rest/api/1.0',
              token: 'bb',
            },
          ],
          bitbucketCloud: [{ username: 'robot', appPassword: 'bc' }],
          gerrit: [
            {
              host: 'review.example.com',
              gitilesBaseUrl: 'https://review.example.com/plugins/gitiles',
              username: 'gerrit',
              password: 'ge',
            },
          ],
          azure: [
            {
              host: 'dev.azure.com',
              credentials: [{ personalAccessToken: 'az' }],
            },
          ],
        },
      }),
    );
    const authOf = (repoUrl: string) => gitAuth({ integrations, repoUrl });
    expect(await authOf('https://code.example.com/a/b')).toEqual({
      username: 'x-access-token',
      password: 'gh',
    });
    expect(await authOf('https://lab.example.com/a/b.git')).toEqual({
      username: 'oauth2',
      password: 'gl',
    });
    expect(await authOf('https://bucket.example.com/scm/a/b.git')).toEqual({
      username: 'x-token-auth',
      password: 'bb',
    });
    expect(await authOf('https://review.example.com/a/b')).toEqual({
      username: 'gerrit',
      password: 'ge',
    });
    expect(await authOf('https://dev.azure.com/org/p/_git/r')).toEqual({
      username: 'backstage',
      password: 'az',
    });
    expect(await authOf('https://bitbucket.org/a/b.git')).toEqual({
      username: 'robot',
      password: 'bc',
    });
    expect(await authOf('https://git.example.com/a/b.git')).toEqual(NO_AUTH);
  });
});

async function filesWith(folder: string, text: string): Promise<string[]> {
  const names = await fs.readdir(folder, { recursive: true });
  const found = await Promise.all(
    names.map(async name => {
      const path = join(folder, name);
      const isFile = (await fs.stat(path)).isFile();
      return isFile && (await fs.readFile(path)).includes(text) ? [path] : [];
    }),
  );
  return found.flat();
}
