import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ScmIntegrations } from '@backstage/integration';
import {
  addFiles,
  cloneRepo,
  commitAndPushBranch,
  createBranch,
} from '@backstage/plugin-scaffolder-node';
import {
  GitOpsRepo,
  RenderedManifest,
  TreeFile,
  gitAuth,
  objectFiles,
  openHost,
  readObjects,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';

const run = promisify(execFile);
export const BASE = 'main';
const FOLDERS = ['clusters/demo/nodes', 'clusters/demo/namespaces'];
const KINDS = [
  'NodeNetworkConfigurationPolicy',
  'NetworkAttachmentDefinition',
  'VirtualMachine',
];
const AUTHOR = { name: 'Bench', email: 'bench@localhost' };
const TITLE = 'Attach networks';
const BODY = 'What changes, what it reaches, and how to undo it.';

/** The repository, seen through the proxy that counts the requests. */
export interface Target {
  /** Of the host, without a slash at its end. */
  origin: string;
  /** `owner/name`. */
  name: string;
  credentials: { username: string; password: string };
  integrations: ScmIntegrations;
}

/** What a branch with an open pull request has to contain. */
export interface Delivery {
  target: Target;
  branch: string;
  manifests: RenderedManifest[];
  /** The manifests and their kustomization, as our delivery writes them. */
  files: TreeFile[];
  /** An empty folder. */
  dir: string;
}

/**
 * What `delivery: pull-request` does with rendered manifests (gitOpsTarget.ts and gitOpsStage.ts of the scaffolder
 * module), the reading for its checks too.
 */
export async function ours(delivery: Delivery): Promise<void> {
  const { target, branch, manifests, dir } = delivery;
  const { integrations } = target;
  const repoUrl = urlOf(target);
  const host = await openHost({ integrations, repoUrl });
  if (!host) {
    throw new Error(`No host for ${repoUrl}`);
  }
  const open = await host.listOpen({ baseBranch: BASE });
  const others = open.filter(request => request.branch !== branch);
  const repo = await GitOpsRepo.open({
    settings: { repoUrl, baseBranch: BASE },
    branch,
    openChanges: () =>
      others.map(request => ({
        name: request.name,
        ref: `refs/heads/${request.branch}`,
      })),
    dir,
    auth: await gitAuth({ integrations, repoUrl }),
  });
  const { base, proposed } = repo;
  const paths = await objectFiles(base.tree, FOLDERS);
  const standing = await readObjects({ tree: base.tree, paths, kinds: KINDS });
  const stageIn = (tree: typeof base.tree) =>
    stageManifests(tree, manifests, standing);
  const onBase = await stageIn(base.tree);
  const staged = proposed ? await stageIn(proposed.tree) : onBase;
  if (proposed) {
    const created = staged.changes.filter(({ action }) => action === 'created');
    await repo.takenAway(created.flatMap(({ path }) => path ?? []));
  }
  await repo.openObjects({ folders: FOLDERS, kinds: KINDS });
  if (staged.writes.length > 0) {
    await repo.commitAndPush({
      files: staged.writes,
      message: TITLE,
      author: AUTHOR,
    });
  }
  await host.propose({
    branch,
    baseBranch: BASE,
    title: TITLE,
    body: BODY,
    // Extra calls that none of the others makes.
    labels: [],
    reviewers: [],
  });
}

/** As Backstage's own actions do that open requests by Git, such as publish:bitbucketServer:pull-request. */
export async function backstageHelpers(delivery: Delivery): Promise<void> {
  const { target, branch, files, dir } = delivery;
  const at = { dir, auth: target.credentials };
  await cloneRepo({ ...at, url: urlOf(target), ref: BASE });
  await createBranch({ ...at, ref: branch });
  writeAll(dir, files);
  await addFiles({ ...at, filepath: '.' });
  await commitAndPushBranch({
    ...at,
    commitMessage: TITLE,
    gitAuthorInfo: AUTHOR,
    branch,
  });
  await openRequest(delivery);
}

/** One call and one commit per file, like actions that use only the API. */
export async function contentsApi(delivery: Delivery): Promise<void> {
  const { target, branch, files } = delivery;
  for (const [i, { path, text }] of files.entries()) {
    await call(target, `contents/${path}`, {
      content: Buffer.from(text).toString('base64'),
      message: TITLE,
      ...(i === 0 ? { branch: BASE, new_branch: branch } : { branch }),
    });
  }
  await openRequest(delivery);
}

/** The git command, with credentials in its first request, and one call: the minimum. */
export async function gitCommand(delivery: Delivery): Promise<void> {
  const { target, branch, files, dir } = delivery;
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: ${basic(target)}`,
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
  };
  const git = (...args: string[]) => run('git', args, { cwd: dir, env });
  await git('clone', '-q', '--depth=1', `--branch=${BASE}`, urlOf(target), '.');
  writeAll(dir, files);
  await git('add', '.');
  await git('commit', '-q', '-m', TITLE);
  await git('push', '-q', 'origin', `HEAD:refs/heads/${branch}`);
  await openRequest(delivery);
}

async function openRequest({ target, branch }: Delivery): Promise<void> {
  await call(target, 'pulls', {
    head: branch,
    base: BASE,
    title: TITLE,
    body: BODY,
  });
}

async function call(target: Target, path: string, body: object): Promise<void> {
  const response = await fetch(
    `${target.origin}/api/v1/repos/${target.name}/${path}`,
    {
      method: 'POST',
      headers: {
        authorization: basic(target),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    },
  );
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`POST ${path}: ${response.status} ${text}`);
  }
}

function writeAll(dir: string, files: TreeFile[]): void {
  for (const { path, text } of files) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function urlOf({ origin, name }: Target): string {
  return `${origin}/${name}.git`;
}

function basic({ credentials: { username, password } }: Target): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}
