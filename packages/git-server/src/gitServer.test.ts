import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBareRepo } from './ensureBareRepo';
import { git } from './git';
import { GitServer, startGitServer } from './startGitServer';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

describe('Git server', () => {
  let server: GitServer;
  let folder: string;

  beforeEach(async () => {
    server = await startGitServer();
    folder = await mkdtemp(join(tmpdir(), 'clone-'));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('starts with a first commit on main', async () => {
    expect(await server.git('log', '--format=%s', 'main')).toBe(
      'Begin the GitOps repository',
    );
    expect(await server.show('main', 'README.md')).toContain('GitOps');
  });

  it('does not change an existing repository', async () => {
    const repo = join(folder, 'a.git');
    expect(await ensureBareRepo(repo)).toBe(true);
    const head = await git(['--git-dir', repo, 'rev-parse', 'main']);
    expect(await ensureBareRepo(repo)).toBe(false);
    expect(await git(['--git-dir', repo, 'rev-parse', 'main'])).toBe(head);
  });

  it('lets the git command clone and push, large packs too', async () => {
    const clone = join(folder, 'clone');
    await git(['clone', '--quiet', server.url, clone]);
    const inClone = (...args: string[]) =>
      git(['-C', clone, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    const blob = await git(['-C', clone, 'hash-object', '-w', '--stdin'], {
      input: Array.from({ length: 300_000 }, () => Math.random()).join('\n'),
    });
    await inClone('update-index', '--add', '--cacheinfo', `100644,${blob},big`);
    await inClone('commit', '--quiet', '-m', 'big');
    await inClone('push', '--quiet', 'origin', 'HEAD:refs/heads/big');
    expect(await server.git('rev-parse', 'big:big')).toBe(blob);
  });

  it('serves one repository and nothing else', async () => {
    const { origin } = new URL(server.url);
    for (const path of [
      '/',
      '/other.git/HEAD',
      '/gitops.git/../../etc/passwd',
      '/gitops.git/%2e%2e/%2e%2e/etc/passwd',
      '/gitops.git/..%2f..%2fetc/passwd',
    ]) {
      const { status } = await fetch(`${origin}${path}`);
      expect([400, 403, 404]).toContain(status);
    }
  });
});
