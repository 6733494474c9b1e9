/** True for an http(s) URL that names a repository and contains no credentials. */
export function isCloneUrl(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const url = new URL(value);
  return (
    ['http:', 'https:'].includes(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every(p => p === '') &&
    url.pathname.length > 1 &&
    !/[\s\\]/.test(value)
  );
}

/** A repository as Backstage's RepoUrlPicker identifies it. */
export interface PickedRepo {
  /** Includes the port if it is not the default of the protocol. */
  host: string;
  owner: string;
  repo: string;
}

/** Reads `<host>?owner=<owner>&repo=<name>`; undefined for anything else. */
export function parsePickedRepo(value: string): PickedRepo | undefined {
  const [, host, query] =
    /^([A-Za-z0-9.-]+(?::[0-9]{1,5})?)\?([^?#\s\\]+)$/.exec(value) ?? [];
  if (host === undefined) {
    return undefined;
  }
  const parameters = [...new URLSearchParams(query)];
  const { owner, repo, ...others } = Object.fromEntries(parameters);
  return owner && repo && parameters.length === 2 && !Object.keys(others).length
    ? { host, owner, repo }
    : undefined;
}

/** True if the `repoUrl` of a request refers to the repository of a clone URL. */
export function isSameRepo(cloneUrl: string, requested: string): boolean {
  if (requested === cloneUrl) {
    return true;
  }
  const picked = parsePickedRepo(requested);
  const { host, pathname } = new URL(cloneUrl);
  return (
    picked !== undefined &&
    picked.host.toLowerCase() === host &&
    `/${picked.owner}/${picked.repo}` === pathname.replace(/(\.git)?\/?$/, '')
  );
}
