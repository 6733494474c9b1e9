import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/** The credentials for a repository on GitHub, as its API takes them. */
export async function githubHeaders(
  options: Parameters<typeof githubToken>[0],
): Promise<Record<string, string>> {
  const token = await githubToken(options);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/**
 * The token for a repository on GitHub, where one is configured; with a GitHub App, this asks GitHub for it.
 *
 * @throws ServiceUnavailableError when GitHub gives none, or not in time.
 */
export async function githubToken(options: {
  integrations: ScmIntegrations;
  repoUrl: string;
  host: string;
  timeoutMs?: number;
}): Promise<string | undefined> {
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
