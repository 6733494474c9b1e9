import {
  azureHost,
  bitbucketCloudHost,
  bitbucketServerHost,
  gerritHost,
} from './credentialHosts';
import {
  GitAuth,
  GitFileRef,
  GitHost,
  GitRepoRef,
  OpenHostOptions,
} from './GitHost';
import { giteaHost } from './giteaHost';
import { githubHost } from './githubHost';
import { gitlabHost } from './gitlabHost';
import { PullRequestHost } from './PullRequestHost';
import { parseRepoUrl } from './repoPath';

/** The kinds of hosts that are supported. The first that serves a repository is used. */
export const GIT_HOSTS: readonly GitHost[] = [
  githubHost,
  gitlabHost,
  giteaHost,
  bitbucketCloudHost,
  bitbucketServerHost,
  gerritHost,
  azureHost,
];

/** The kinds of hosts to choose from; left out: {@link GIT_HOSTS}. */
interface Choice {
  gitHosts?: readonly GitHost[];
}

/** The kind of host that serves a repository, or an InputError for a clone URL that is none. */
function hostOf(repo: GitRepoRef & Choice): GitHost | undefined {
  const { gitHosts = GIT_HOSTS, repoUrl } = repo;
  parseRepoUrl(repoUrl);
  return gitHosts.find(host => host.serves(repo));
}

/**
 * The API of the host of a repository, with the credentials of Backstage's own `integrations`. Undefined where requests
 * can't be opened: the host is not configured there, or its kind has no API here.
 */
export async function openHost(
  options: OpenHostOptions & Choice,
): Promise<PullRequestHost | undefined> {
  return hostOf(options)?.open?.(options);
}

/**
 * The credentials that Git sends to a repository, of Backstage's own `integrations`. A host that is not configured there
 * gets none.
 */
export async function gitAuth(repo: GitRepoRef & Choice): Promise<GitAuth> {
  const none = { username: '', password: '' };
  return (await hostOf(repo)?.credentials(repo)) ?? none;
}

/**
 * The page of a file of a repository, as people and Backstage's UrlReader know it, whether the file exists or not.
 * Undefined where the host is not configured in `integrations`, or the pages of its kind are not known.
 */
export function fileUrl(file: GitFileRef & Choice): string | undefined {
  return hostOf(file)?.fileUrl?.(file);
}
