import git, {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { GitAuth } from '../hosts/GitHost';
import { GitStore } from './GitStore';
import { collect, gitHttp, redactor } from './gitHttp';
import { explain } from './explain';
import { formatRefs, parseRefs } from './refAdvertisement';

const HEADS = 'refs/heads/';
/** The prefix of fetched refs in the store. */
const FETCHED = 'refs/remotes/origin/';

export interface GitRemoteOptions {
  repoUrl: string;
  store: GitStore;
  auth: GitAuth;
  signal?: AbortSignal;
  /** Takes secrets out of the server's texts; the credentials of `auth` are taken out anyway. */
  redact?: (text: string) => string;
}

/**
 * A repository on a server, and the store that it is fetched into. It fetches any number of refs in one exchange, and
 * never pushes by force.
 */
export class GitRemote {
  readonly #options: GitRemoteOptions;
  readonly #http: HttpClient;
  readonly #redact: (text: string) => string;
  /** All refs of the server at the last fetch. */
  #refs = new Map<string, string>();

  private constructor(options: GitRemoteOptions) {
    this.#options = options;
    this.#http = gitHttp(options);
    this.#redact = redactor(options);
  }

  static async open(options: GitRemoteOptions): Promise<GitRemote> {
    const { store, repoUrl } = options;
    await git.init({ ...store.at, bare: true });
    await git.addRemote({ ...store.at, remote: 'origin', url: repoUrl });
    return new GitRemote(options);
  }

  /** The branches of the server at the last fetch. */
  branches(): string[] {
    return [...this.#refs.keys()]
      .filter(ref => ref.startsWith(HEADS))
      .map(ref => ref.slice(HEADS.length));
  }

  /** The commit of a ref at the last fetch; undefined where the server has no such ref. */
  commitOf(ref: string): string | undefined {
    return this.#refs.get(ref);
  }

  /**
   * Fetches some refs, `depth` commits deep. Refs that the server does not have are passed over.
   *
   * @throws ServiceUnavailableError when the repository can't be read.
   */
  async fetch(options: {
    refs: (known: ReadonlyMap<string, string>) => string[];
    depth: number;
  }): Promise<void> {
    const { signal, repoUrl, store } = this.#options;
    signal?.throwIfAborted();
    try {
      await git.fetch({
        ...store.at,
        http: { request: request => this.#advertise(request, options.refs) },
        remote: 'origin',
        // The first ref of the list that isomorphic-git is shown (see #advertise).
        ref: 'r/0',
        remoteRef: `${HEADS}r/0`,
        singleBranch: false,
        depth: options.depth,
        tags: false,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        `The GitOps repository ${repoUrl} can't be read: ${explain({
          error: error as Error,
          repoUrl,
          redact: this.#redact,
        })}. Nothing was written`,
      );
    }
  }

  /**
   * Pushes a commit to a branch.
   *
   * `expected` and `base` are the commits of the branch (undefined: there was none) and of the base branch at the time of
   * reading. Nothing is pushed when one of them has moved since.
   *
   * @throws ConflictError when a branch has moved since it was read, ServiceUnavailableError when the push does not go
   * through for another reason.
   */
  async push(options: {
    commit: string;
    branch: string;
    expected: string | undefined;
    base: { branch: string; commit: string };
  }): Promise<void> {
    const { commit, branch, expected, base } = options;
    const { store, signal, repoUrl } = this.#options;
    await git.writeRef({
      ...store.at,
      ref: 'refs/heads/change',
      value: commit,
      force: true,
    });
    // isomorphic-git does not send objects that it finds under this ref: those of the base branch.
    await git.writeRef({
      ...store.at,
      ref: `${FETCHED}HEAD`,
      value: `${FETCHED}${base.branch}`,
      symbolic: true,
      force: true,
    });
    await git.writeRef({
      ...store.at,
      ref: `${FETCHED}${base.branch}`,
      value: base.commit,
      force: true,
    });
    signal?.throwIfAborted();
    let said = '';
    try {
      await git.push({
        ...store.at,
        onMessage: text => {
          said += text;
        },
        http: {
          request: async request => {
            const response = await this.#http.request(request);
            return isDiscovery(request)
              ? this.#refuseMoved(response, [
                  { branch: base.branch, commit: base.commit },
                  { branch, commit: expected },
                ])
              : response;
          },
        },
        remote: 'origin',
        ref: 'refs/heads/change',
        remoteRef: HEADS + branch,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof ConflictError
        ? error
        : pushError({
            error: error as Error,
            said,
            repoUrl,
            branch,
            redact: this.#redact,
          });
    }
  }

  /**
   * The server's list of refs, cut down to the wanted ones. isomorphic-git can fetch one ref or all refs of a server, and
   * nothing between. So we read the real list, keep it, and give isomorphic-git a list in which the wanted commits are
   * the branches `r/0`, `r/1` and so on. It then fetches all of "all" in one exchange. `HEAD` has to name one of them.
   */
  async #advertise(
    request: GitHttpRequest,
    wanted: (known: ReadonlyMap<string, string>) => string[],
  ): Promise<GitHttpResponse> {
    const response = await this.#http.request(request);
    if (!isDiscovery(request)) {
      return response;
    }
    const { refs, capabilities } = parseRefs(
      await collect(response.body ?? []),
    );
    this.#refs = refs;
    const shown = wanted(refs)
      .flatMap(name => refs.get(name) ?? [])
      .map((oid, i) => [`${HEADS}r/${i}`, oid] as const);
    const body = formatRefs('git-upload-pack', {
      refs: new Map(shown.length > 0 ? [['HEAD', shown[0][1]], ...shown] : []),
      capabilities: `${capabilities.replace(
        /symref=\S*/g,
        '',
      )} symref=HEAD:${HEADS}r/0`,
    });
    return { ...response, body: chunks([body]) };
  }

  /** A push begins with the server's list of refs: the last moment to notice that a branch has moved, and to stop. */
  async #refuseMoved(
    response: GitHttpResponse,
    expected: Array<{ branch: string; commit: string | undefined }>,
  ): Promise<GitHttpResponse> {
    const body = await collect(response.body ?? []);
    const { refs } = parseRefs(body);
    for (const { branch, commit } of expected) {
      if (refs.get(HEADS + branch) !== commit) {
        throw new ConflictError(
          `The branch "${branch}" of ${
            this.#options.repoUrl
          } has moved since it was read. Nothing was written; running again is safe`,
        );
      }
    }
    return { ...response, body: chunks([body]) };
  }
}

function isDiscovery({ url }: GitHttpRequest): boolean {
  return new URL(url).pathname.endsWith('/info/refs');
}

async function* chunks(list: Buffer[]): AsyncIterableIterator<Uint8Array> {
  yield* list;
}

/** How much of a server's text is quoted, in characters. */
const MAX_SAID = 500;
/** The answers of a server when another push was faster. */
const MOVED =
  /non-fast-forward|fetch first|cannot lock ref .* is at |reference already exists|incorrect old value|\.lock': File exists/;

/** The error of a push: the branch has moved, or the push did not arrive or was refused. */
function pushError(options: {
  error: Error;
  /** The text of the server, or of its hook, for the person at the terminal. */
  said: string;
  repoUrl: string;
  branch: string;
  redact: (text: string) => string;
}): Error {
  const { said, branch, ...failure } = options;
  const { error, repoUrl, redact } = failure;
  const reason = [
    explain(failure),
    redact(said).replace(/\s+/g, ' ').trim().slice(0, MAX_SAID),
  ]
    .filter(Boolean)
    .join(': ');
  const hasMoved =
    error instanceof git.Errors.PushRejectedError ||
    (error instanceof git.Errors.GitPushError && MOVED.test(reason));
  const what = `The branch "${branch}" could not be pushed to ${repoUrl}`;
  const after =
    'A push goes through whole or not at all; running again is safe and continues';
  return hasMoved
    ? new ConflictError(
        `${what}: it has moved since it was read (${reason}). ${after}`,
      )
    : new ServiceUnavailableError(`${what}: ${reason}. ${after}`);
}
