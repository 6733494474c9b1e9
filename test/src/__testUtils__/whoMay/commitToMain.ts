import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitServer, git } from 'git-server';

/** Commits files to the branch main, as a person would. */
export async function commitToMain(
  server: GitServer,
  files: Record<string, string>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'person-'));
  const inClone = (...args: string[]) =>
    git(['-C', folder, '-c', 'user.name=p', '-c', 'user.email=p@x', ...args]);
  try {
    await git(['clone', '--quiet', server.url, folder]);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await inClone('add', '--all');
    await inClone('commit', '--quiet', '-m', 'By hand');
    await inClone('push', '--quiet', 'origin', 'HEAD:main');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
