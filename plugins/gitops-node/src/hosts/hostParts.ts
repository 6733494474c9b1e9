import { GitAuth, GitFileRef, GitHost } from './GitHost';
import { parseRepoUrl } from './repoPath';

/** Serves the repositories on hosts of one type of Backstage's `integrations`. */
export function isOfType(type: string): GitHost['serves'] {
  return ({ integrations, repoUrl }) =>
    integrations.byUrl(repoUrl)?.type === type;
}

/** A token as the password of the name that the host expects with it; no credentials where there is no token. */
export function tokenAuth(
  token: string | undefined,
  username: string,
): GitAuth {
  return token ? { username, password: token } : { username: '', password: '' };
}

/** The page of a file on a host that serves files below `<repository><view><branch>/`. */
export function filePage(view: string): GitHost['fileUrl'] {
  return ({ repoUrl, branch, path }: GitFileRef) => {
    const { protocol, origin, pathname } = parseRepoUrl(repoUrl);
    if (!/^https?:$/.test(protocol)) {
      return undefined;
    }
    const repo = pathname.replace(/\/$/, '').replace(/\.git$/, '');
    const parts = [...branch.split('/'), ...path.split('/')];
    return `${origin}${repo}${view}${parts.map(encodeURIComponent).join('/')}`;
  };
}
