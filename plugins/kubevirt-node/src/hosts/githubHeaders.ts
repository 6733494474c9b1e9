import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/** The credentials for a repository on GitHub; with a GitHub App, this asks GitHub for a token. */
export async function githubHeaders(options: {
  integrations: ScmIntegrations;
  repoUrl: string;
  host: string;
  timeoutMs?: number;
}): Promise<Record<string, string>> {
  const { integrations, repoUrl, host, timeoutMs = 30_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  try {
    const { token } = await Promise.race([
      DefaultGithubCredentialsProvider.fromIntegrations(
        integrations,
      ).getCredentials({ url: repoUrl }),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('time-out')), timeoutMs);
      }),
    ]);
    return token ? { Authorization: `Bearer ${token}` } : {};
  } catch {
    // The reason may hold the request with the App's signature.
    throw new ServiceUnavailableError(
      `GitHub (${host}) gave no credentials for the repository. Check the GitHub App for ${host} in "integrations", and that it is installed there.`,
    );
  } finally {
    clearTimeout(timer);
  }
}
