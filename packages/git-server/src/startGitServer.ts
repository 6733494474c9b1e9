import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBareRepo } from './ensureBareRepo';
import { git } from './git';
import { serveGit } from './serveGit';

/** A Git server on the loopback interface with one repository. */
export interface GitServer {
  /** The repository's clone URL. */
  url: string;
  /** Runs git in the bare repository. */
  git: (...args: string[]) => Promise<string>;
  /** The text of a file on a branch. */
  show: (branch: string, path: string) => Promise<string>;
  /** Every request so far: method and URL. */
  requests: string[];
  /** Stops the server and removes the repository. */
  close: () => Promise<void>;
}

/** Starts a Git server for a test; with `auth` it wants HTTP basic authentication. */
export async function startGitServer(
  options: { auth?: { username: string; password: string } } = {},
): Promise<GitServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-'));
  const repo = join(folder, 'gitops.git');
  await ensureBareRepo(repo);
  const requests: string[] = [];
  const wanted =
    options.auth &&
    `Basic ${Buffer.from(
      `${options.auth.username}:${options.auth.password}`,
    ).toString('base64')}`;
  const server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`);
    if (wanted && req.headers.authorization !== wanted) {
      res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    serveGit({ repo, url: req.url ?? '/', req, res });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const inRepo = (...args: string[]) => git(['--git-dir', repo, ...args]);
  return {
    url: `http://127.0.0.1:${port}/gitops.git`,
    git: inRepo,
    show: (branch, path) => inRepo('show', `${branch}:${path}`),
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
