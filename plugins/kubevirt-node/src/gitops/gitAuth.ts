import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/** What git sends as HTTP basic authentication; both empty where the remote needs none. */
export interface GitAuth {
  username: string;
  password: string;
}

/**
 * The credentials for a repository, from Backstage's own `integrations`, by the kind of the host that is configured
 * there. A host that is not configured gets none.
 */
export async function gitAuth(
  integrations: ScmIntegrations,
  repoUrl: string,
): Promise<GitAuth> {
  const none = { username: '', password: '' };
  switch (integrations.byUrl(repoUrl)?.type) {
    case 'github': {
      const { token } = await DefaultGithubCredentialsProvider.fromIntegrations(
        integrations,
      ).getCredentials({ url: repoUrl });
      return token ? { username: 'x-access-token', password: token } : none;
    }
    case 'gitlab': {
      const token = integrations.gitlab.byUrl(repoUrl)?.config.token;
      return token ? { username: 'oauth2', password: token } : none;
    }
    case 'gitea': {
      const { username, password } =
        integrations.gitea.byUrl(repoUrl)?.config ?? {};
      return { username: username ?? '', password: password ?? '' };
    }
    default:
      return none;
  }
}
