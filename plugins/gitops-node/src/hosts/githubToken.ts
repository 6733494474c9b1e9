import { ServiceUnavailableError } from '@backstage/errors';
import { DefaultGithubCredentialsProvider } from '@backstage/integration';
import { GitRepoRef } from './GitHost';

/**
 * The token for a repository on GitHub, where one is configured. For a GitHub App, GitHub is called for a token.
 *
 * @throws ServiceUnavailableError when GitHub gives none, or not in time.
 */
export async function githubToken(
  options: GitRepoRef & { host: string; timeoutMs?: number },
): Promise<string | undefined> {
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
    return token;
  } catch {
    // The reason may hold the request with the App's signature.
    throw new ServiceUnavailableError(
      `GitHub (${host}) gave no credentials for the repository. Check the GitHub App for ${host} in "integrations", and that it is installed there.`,
    );
  } finally {
    clearTimeout(timer);
  }
}
