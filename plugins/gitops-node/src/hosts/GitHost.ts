import { ScmIntegrations } from '@backstage/integration';
import { HostCallSettings } from './HostCalls';
import { PullRequestHost } from './PullRequestHost';

/** The name and password that Git sends as HTTP basic authentication; both empty where the remote needs none. */
export interface GitAuth {
  username: string;
  password: string;
}

/** A repository, and Backstage's configuration of Git hosts. */
export interface GitRepoRef {
  integrations: ScmIntegrations;
  /** The clone URL of the repository. */
  repoUrl: string;
}

/** A file of a repository. */
export interface GitFileRef extends GitRepoRef {
  branch: string;
  path: string;
}

/** What {@link GitHost.open} needs. */
export type OpenHostOptions = GitRepoRef & HostCallSettings;

/**
 * A kind of Git host, such as GitHub. The built-in ones are in `gitHosts.ts`; a module adds its own by
 * {@link gitHostsExtensionPoint}.
 *
 * @public
 */
export interface GitHost {
  /** Whether a repository is on a host of this kind. */
  serves(repo: GitRepoRef): boolean;
  /** The credentials that Git sends. */
  credentials(repo: GitRepoRef): Promise<GitAuth>;
  /** The API of the host. Left out: requests are opened by hand. */
  open?(options: OpenHostOptions): Promise<PullRequestHost>;
  /** The page of a file, whether the file exists or not. Left out, or undefined: there is no known page. */
  fileUrl?(file: GitFileRef): string | undefined;
}
