import {
  DefaultAzureDevOpsCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { githubToken } from '../hosts/githubHeaders';

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
      const { host } = integrations.github.byUrl(repoUrl)!.config;
      const token = await githubToken({ integrations, repoUrl, host });
      return withName(token, 'x-access-token');
    }
    case 'gitlab': {
      return withName(
        integrations.gitlab.byUrl(repoUrl)?.config.token,
        'oauth2',
      );
    }
    case 'gitea': {
      const { username, password } =
        integrations.gitea.byUrl(repoUrl)?.config ?? {};
      return { username: username ?? '', password: password ?? '' };
    }
    case 'bitbucketCloud': {
      const { username, appPassword, token } =
        integrations.bitbucketCloud.byUrl(repoUrl)?.config ?? {};
      // An app password belongs to a user; an access token has a name of its own (Bitbucket Cloud, access tokens).
      return appPassword
        ? { username: username ?? '', password: appPassword }
        : withName(token, username ?? 'x-token-auth');
    }
    case 'bitbucketServer': {
      const { username, password, token } =
        integrations.bitbucketServer.byUrl(repoUrl)?.config ?? {};
      return password
        ? { username: username ?? '', password }
        : withName(token, username ?? 'x-token-auth');
    }
    case 'gerrit': {
      const { username, password } =
        integrations.gerrit.byUrl(repoUrl)?.config ?? {};
      return { username: username ?? '', password: password ?? '' };
    }
    case 'azure': {
      const credentials =
        await DefaultAzureDevOpsCredentialsProvider.fromIntegrations(
          integrations,
        ).getCredentials({ url: repoUrl });
      // Any name goes with a token.
      return withName(credentials?.token, 'backstage');
    }
    default:
      return none;
  }
}

function withName(token: string | undefined, username: string): GitAuth {
  return token ? { username, password: token } : { username: '', password: '' };
}
