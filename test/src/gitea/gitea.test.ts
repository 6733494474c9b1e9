import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { GiteaRepo, createUser } from '../../gitea/GiteaRepo';
import { Credentials, Gitea, startGitea } from '../../gitea/startGitea';
import { match } from '../../go/goBuild';
import { describeWithGitea } from '../__testUtils__/gitea';

const run = promisify(execFile);
const START_GITEA = resolve(__dirname, '../../gitea/startGitea.ts');
const GO_MOD = resolve(__dirname, '../../gitea/server/go.mod');
const END_SECONDS = 20;

// Pushes and merges are processes of Git, which share the cores with other suites.
jest.setTimeout(60_000);

describeWithGitea('Gitea', () => {
  const clones = mkdtempSync(join(tmpdir(), 'gitea-clones-'));
  let gitea: Gitea;
  let robot: Credentials;

  beforeAll(async () => {
    gitea = await startGitea();
    robot = await createUser(gitea, 'robot');
  });

  afterAll(async () => {
    await gitea?.stop();
    rmSync(clones, { recursive: true });
  });

  it('is the version that go.mod names', async () => {
    expect(await gitea.api('GET', '/version')).toEqual({
      status: 200,
      body: { version: match(GO_MOD, /^\tcode\.gitea\.io\/gitea v(\S+)$/m) },
    });
  });

  it('accepts a branch that Git pushes, and merges it by a pull request', async () => {
    const repo = await repository('merged');
    const sha = await push(repo, { branch: 'change', content: 'a: 1\n' });

    const pull = await repo.openPull({
      head: 'change',
      title: 'A change',
      as: robot,
    });
    expect(pull).toMatchObject({ head: { sha }, user: { login: 'robot' } });
    expect(await repo.merge(pull.number)).toMatchObject({ status: 200 });

    expect(await repo.pulls()).toMatchObject([
      { title: 'A change', state: 'closed', merged: true },
    ]);
    expect(await repo.file('new.yaml')).toBe('a: 1\n');
    expect((await repo.commits()).map(commit => commit.sha)).toContain(sha);
    const { 'refs/heads/main': main } = await repo.refs();
    expect(await repo.reflog()).toEqual([main, expect.any(String)]);
  });

  it('accepts a merge by hand, which fails for a conflict', async () => {
    const repo = await repository('by-hand');
    await push(repo, { branch: 'change', content: 'a: 1\n' });
    await push(repo, { branch: 'other', content: 'a: 2\n' });
    await repo.mergeByHand('change');
    expect(await repo.file('new.yaml')).toBe('a: 1\n');
    await expect(repo.mergeByHand('other')).rejects.toThrow('merge');
    expect(await repo.file('new.yaml')).toBe('a: 1\n');
  });

  it('refuses a push to a protected branch, and a merge without approval', async () => {
    const repo = await repository('protected');
    await repo.protect('main', { approvals: 1 });
    await expect(push(repo, { branch: 'main' })).rejects.toThrow(
      'Not allowed to push to protected branch main',
    );

    await push(repo, { branch: 'change' });
    const { number } = await repo.openPull({
      head: 'change',
      title: 'A change',
      as: robot,
    });
    expect(await repo.merge(number, { as: robot })).toMatchObject({
      status: 405,
      body: { message: expect.stringContaining('approvals') },
    });
    await repo.approve(number, gitea.admin);
    expect(
      await repo.merge(number, { style: 'squash', as: robot }),
    ).toMatchObject({ status: 200 });
    expect(await repo.commits()).toHaveLength(2);
  });

  it('does not merge a conflict', async () => {
    const repo = await repository('conflict');
    await push(repo, { branch: 'change', content: 'a: 1\n' });
    await repo.edit({ path: 'new.yaml', content: 'a: 2\n' });
    await repo.edit({ path: 'new.yaml', content: 'a: 3\n', as: robot });
    const { number } = await repo.openPull({ head: 'change', title: 'Late' });

    expect(await repo.merge(number, { waitMs: 1000 })).toMatchObject({
      status: 405,
      body: { message: 'Please try again later' },
    });
    expect(await repo.file('new.yaml')).toBe('a: 3\n');
  });

  it('runs hooks on the server', async () => {
    const repo = await repository('hooked');
    await repo.addHook({
      event: 'pre-receive',
      name: 'refuse',
      script: '#!/bin/sh\necho not today >&2\nexit 1\n',
    });
    await expect(push(repo, { branch: 'change' })).rejects.toThrow('not today');
    expect(Object.keys(await repo.refs())).toEqual(['refs/heads/main']);
  });

  it('leaves no process and no folder when it stops', async () => {
    const other = await startGitea();
    expect(isRunning(other.pid)).toBe(true);
    await other.stop();
    expect(isRunning(other.pid)).toBe(false);
    expect(existsSync(dirname(other.dataDir))).toBe(false);
  });

  it('leaves none either when its parent process is killed', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { startGitea } from ${JSON.stringify(START_GITEA)};
         const { pid, dataDir } = await startGitea();
         console.log(JSON.stringify({ pid, dataDir }));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(
      createInterface({ input: parent.stdout }),
      'line',
    );
    const { pid, dataDir } = JSON.parse(line);
    parent.kill('SIGKILL');
    const deadline = Date.now() + END_SECONDS * 1000;
    while (isRunning(pid) && Date.now() < deadline) {
      await after(50);
    }
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(dirname(dataDir))).toBe(false);
  });

  async function repository(name: string): Promise<GiteaRepo> {
    const repo = await GiteaRepo.create({ gitea, name });
    await repo.addCollaborator(robot);
    return repo;
  }

  /** Adds a commit of the robot on top of main; returns its id. */
  async function push(
    repo: GiteaRepo,
    change: { branch: string; content?: string },
  ): Promise<string> {
    const { branch, content = 'a: 1\n' } = change;
    const folder = mkdtempSync(join(clones, 'clone-'));
    await git(folder, 'clone', '--quiet', repo.urlAs(robot), '.');
    await git(folder, 'checkout', '--quiet', '-B', branch);
    writeFileSync(join(folder, 'new.yaml'), content);
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '--message=A change');
    await git(folder, 'push', '--quiet', 'origin', branch);
    return git(folder, 'rev-parse', 'HEAD');
  }
});

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Robot',
      GIT_AUTHOR_EMAIL: 'robot@example.com',
      GIT_COMMITTER_NAME: 'Robot',
      GIT_COMMITTER_EMAIL: 'robot@example.com',
    },
  });
  return stdout.trim();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
