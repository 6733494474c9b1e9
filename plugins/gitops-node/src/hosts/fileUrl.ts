import { ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from './repoPath';

/** What stands between a repository's page and a branch, in the address of a file. */
const VIEWS: Record<string, string> = {
  github: '/blob/',
  gitlab: '/-/blob/',
  gitea: '/src/branch/',
};

/**
 * The page of a file of a repository, as people and Backstage's UrlReader know it; undefined where "integrations" has no
 * host of a kind whose pages are known. Whether the file is there, it does not say.
 */
export function fileUrl(options: {
  integrations: ScmIntegrations;
  /** The clone URL. */
  repoUrl: string;
  branch: string;
  path: string;
}): string | undefined {
  const { integrations, repoUrl, branch, path } = options;
  const { protocol, origin, pathname } = parseRepoUrl(repoUrl);
  const view = VIEWS[integrations.byUrl(repoUrl)?.type ?? ''];
  if (view === undefined || !/^https?:$/.test(protocol)) {
    return undefined;
  }
  const repo = pathname.replace(/\/$/, '').replace(/\.git$/, '');
  const parts = [...branch.split('/'), ...path.split('/')];
  return `${origin}${repo}${view}${parts.map(encodeURIComponent).join('/')}`;
}
