import {
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import { ApiPullRequestHost } from './ApiPullRequestHost';
import { giteaApi } from './giteaHost';
import { githubApi } from './githubHost';
import { githubHeaders } from './githubHeaders';
import { gitlabApi } from './gitlabHost';
import { HostApi } from './HostApi';
import { Pause } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { HostCalls } from './HostCalls';
import { PullRequestHost } from './PullRequestHost';
import { parseRepoUrl, repoPath } from './repoPath';

/** What {@link openHost} needs. */
export interface OpenHostOptions {
  integrations: ScmIntegrations;
  /** The clone URL of the repository. */
  repoUrl: string;
  /** Takes secrets out of what the host says; its own credentials are taken out anyway. */
  redact?: (text: string) => string;
  /** For each call of the API; 30 s unless given. */
  timeoutMs?: number;
  /** How to wait before a call is sent again; for tests. */
  wait?: Pause;
}

interface Connection {
  api: HostApi;
  host: string;
  apiUrl: string;
  headers: Record<string, string>;
}

async function connect(
  options: OpenHostOptions,
): Promise<Connection | undefined> {
  const { integrations, repoUrl } = options;
  const url = parseRepoUrl(repoUrl);
  const at = (basePath: string, isNested = false) =>
    repoPath({ repoUrl, basePath, isNested });
  const pathOf = (baseUrl?: string) =>
    baseUrl ? new URL(baseUrl).pathname : '';
  switch (integrations.byUrl(url)?.type) {
    case 'github': {
      const config = integrations.github.byUrl(url)!.config;
      const { host, apiBaseUrl: apiUrl = `https://${host}/api/v3` } = config;
      const api = githubApi({ apiUrl, ...at('') });
      const headers = await githubHeaders({ ...options, host });
      return { api, host, apiUrl, headers };
    }
    case 'gitlab': {
      const { config } = integrations.gitlab.byUrl(url)!;
      const { host, apiBaseUrl: apiUrl } = config;
      const { headers } = getGitLabRequestOptions(config);
      const api = gitlabApi({ apiUrl, ...at(pathOf(config.baseUrl), true) });
      return { api, host, apiUrl, headers };
    }
    case 'gitea': {
      const { config } = integrations.gitea.byUrl(url)!;
      const { host, baseUrl = `https://${host}` } = config;
      const { headers = {} } = getGiteaRequestOptions(config);
      const api = giteaApi({ baseUrl, ...at(pathOf(baseUrl)) });
      return { api, host, apiUrl: baseUrl, headers };
    }
    default:
      return undefined;
  }
}

/**
 * The API of the host of a repository, with the credentials from Backstage's own `integrations`. Undefined where there is
 * none: the host is not configured there, or is of a kind that has no adapter.
 */
export async function openHost(
  options: OpenHostOptions,
): Promise<PullRequestHost | undefined> {
  const connection = await connect(options);
  if (!connection) {
    return undefined;
  }
  const { api, host, apiUrl, headers } = connection;
  const { timeoutMs, wait, redact } = options;
  const { kind } = api;
  return new ApiPullRequestHost({
    host,
    api,
    calls: new HostCalls({
      kind,
      host,
      apiUrl,
      headers,
      timeoutMs,
      wait,
      redact,
    }),
  });
}
