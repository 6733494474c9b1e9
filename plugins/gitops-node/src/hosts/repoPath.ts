import { InputError } from '@backstage/errors';

/** Where a repository is on its host. */
export interface RepoPath {
  /** The account, organisation or, on GitLab, the group with its parents: `group/subgroup`. */
  owner: string;
  repo: string;
}

const NAME = /^(?!\.{1,2}$|-$)[\w.-]+$/;

/** A clone URL without its credentials, for messages. */
function forPeople(repoUrl: string): string {
  return repoUrl.replace(/\/\/[^/@]*@/, '//');
}

/** The URL of a repository, or an InputError that names it. */
export function parseRepoUrl(repoUrl: string): URL {
  try {
    return new URL(repoUrl);
  } catch {
    throw new InputError(
      `"${forPeople(repoUrl)}" is no URL of a Git repository`,
    );
  }
}

/** Splits the path of a clone URL. A path that is not exactly a repository's is refused. */
export function repoPath(options: {
  repoUrl: string;
  /** The path below which the host is served, such as `/gitlab`. */
  basePath: string;
  /** Whether groups nest, as GitLab's do. */
  isNested: boolean;
}): RepoPath {
  const { repoUrl, isNested } = options;
  const basePath = options.basePath.replace(/\/+$/, '');
  const { pathname, search, hash } = parseRepoUrl(repoUrl);
  const names = pathname
    .slice(basePath.length + 1)
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .split('/');
  const isRepo =
    pathname.startsWith(`${basePath}/`) &&
    !search &&
    !hash &&
    (isNested ? names.length >= 2 : names.length === 2) &&
    names.every(name => NAME.test(name));
  if (!isRepo) {
    throw new InputError(
      `"${forPeople(
        repoUrl,
      )}" names no repository: the path must be ${basePath}/${
        isNested ? 'group/repository' : 'owner/repository'
      }`,
    );
  }
  return { owner: names.slice(0, -1).join('/'), repo: names[names.length - 1] };
}
