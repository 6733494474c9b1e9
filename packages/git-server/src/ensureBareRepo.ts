import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './git';

const README = `# GitOps repository

What the clusters run. Argo CD or Flux would follow the branch main; changes arrive as branches.

    clusters/<cluster>/nodes/                    cluster-scoped: NodeNetworkConfigurationPolicy
    clusters/<cluster>/namespaces/<namespace>/   NetworkAttachmentDefinition, VirtualMachine
`;

/** Two branches that each add a file to a folder both change its kustomization.yaml: git keeps the lines of both. */
const ATTRIBUTES = 'kustomization.yaml merge=union\n';

/**
 * Creates a bare repository with a first commit on main, unless it exists.
 *
 * @returns whether it was created.
 */
export async function ensureBareRepo(path: string): Promise<boolean> {
  if (existsSync(join(path, 'HEAD'))) {
    return false;
  }
  mkdirSync(dirname(path), { recursive: true });
  // Created beside its place and moved there when it is complete, so that an interrupted start leaves nothing behind.
  const draft = mkdtempSync(`${path}-`);
  await git(['init', '--quiet', '--bare', '--initial-branch=main', draft]);
  const inRepo = (...args: string[]) => ['--git-dir', draft, ...args];
  // Pushes over HTTP are off unless the repository allows them.
  await git(inRepo('config', 'http.receivepack', 'true'));
  const files = { '.gitattributes': ATTRIBUTES, 'README.md': README };
  const entries: string[] = [];
  for (const [name, input] of Object.entries(files)) {
    const blob = await git(inRepo('hash-object', '-w', '--stdin'), { input });
    entries.push(`100644 blob ${blob}\t${name}\n`);
  }
  const tree = await git(inRepo('mktree'), { input: entries.join('') });
  const commit = await git(
    inRepo('commit-tree', tree, '-m', 'Begin the GitOps repository'),
    {
      env: {
        GIT_AUTHOR_NAME: 'GitOps',
        GIT_AUTHOR_EMAIL: 'gitops@localhost',
        GIT_COMMITTER_NAME: 'GitOps',
        GIT_COMMITTER_EMAIL: 'gitops@localhost',
      },
    },
  );
  await git(inRepo('update-ref', 'refs/heads/main', commit));
  renameSync(draft, path);
  return true;
}
