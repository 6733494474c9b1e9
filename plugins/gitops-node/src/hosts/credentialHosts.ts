import { DefaultAzureDevOpsCredentialsProvider } from '@backstage/integration';
import { GitHost } from './GitHost';
import { isOfType, tokenAuth } from './hostParts';

// The hosts of which only the credentials are known. Requests on them are opened by hand.

/** Bitbucket Cloud. */
export const bitbucketCloudHost: GitHost = {
  serves: isOfType('bitbucketCloud'),
  async credentials({ integrations, repoUrl }) {
    const { username, appPassword, token } =
      integrations.bitbucketCloud.byUrl(repoUrl)?.config ?? {};
    // An app password belongs to a user; an access token has a name of its own (Bitbucket Cloud, access tokens).
    return appPassword
      ? { username: username ?? '', password: appPassword }
      : tokenAuth(token, username ?? 'x-token-auth');
  },
};

/** Bitbucket Server and Data Center. */
export const bitbucketServerHost: GitHost = {
  serves: isOfType('bitbucketServer'),
  async credentials({ integrations, repoUrl }) {
    const { username, password, token } =
      integrations.bitbucketServer.byUrl(repoUrl)?.config ?? {};
    return password
      ? { username: username ?? '', password }
      : tokenAuth(token, username ?? 'x-token-auth');
  },
};

/** Gerrit. */
export const gerritHost: GitHost = {
  serves: isOfType('gerrit'),
  async credentials({ integrations, repoUrl }) {
    const { username = '', password = '' } =
      integrations.gerrit.byUrl(repoUrl)?.config ?? {};
    return { username, password };
  },
};

/** Azure DevOps. */
export const azureHost: GitHost = {
  serves: isOfType('azure'),
  async credentials({ integrations, repoUrl }) {
    const credentials =
      await DefaultAzureDevOpsCredentialsProvider.fromIntegrations(
        integrations,
      ).getCredentials({ url: repoUrl });
    // Any name goes with a token.
    return tokenAuth(credentials?.token, 'backstage');
  },
};
