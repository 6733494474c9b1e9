import git, {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { GitAuth } from '../hosts/GitHost';
import { GitStore } from './GitStore';
import { collect, gitHttp } from './gitHttp';
import { explain } from './explain';
import { formatRefs, parseRefs } from './refAdvertisement';

const HEADS = 'refs/heads/';
/** Where what was fetched stands in the store. */
const FETCHED = 'refs/remotes/origin/';

export interface GitRemoteOptions {
  repoUrl: string;
  store: GitStore;
  auth: GitAuth;
  signal?: AbortSignal;
  /** Takes secrets out of what the server says. */
  redact?: (text: string) => string;
}

/**
 * A repository on a server, and the store that it is fetched into. Reads any number of refs in one exchange, and never
 * pushes by force.
 */
export class GitRemote {
  readonly #options: GitRemoteOptions;
  readonly #http: HttpClient;
  /** All refs that the server had when it was last asked. */
  #refs = new Map<string, string>();

  private constructor(options: GitRemoteOptions) {
    this.#options = options;
    this.#http = gitHttp(options);
  }

  static async open(options: GitRemoteOptions): Promise<GitRemote> {
    const { store, repoUrl } = options;
    await git.init({ ...store.at, bare: true });
    await git.addRemote({ ...store.at, remote: 'origin', url: repoUrl });
    return new GitRemote(options);
  }

  /** The branches that the server had when it was last asked. */
  branches(): string[] {
    return [...this.#refs.keys()]
      .filter(ref => ref.startsWith(HEADS))
      .map(ref => ref.slice(HEADS.length));
  }

  /** The commit of a ref when the server was last asked; undefined where there is none. */
  commitOf(ref: string): string | undefined {
    return this.#refs.get(ref);
  }

  /**
   * Fetches some refs, those of them that the server has, `depth` commits deep.
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
        // The first of the refs as they are shown to isomorphic-git.
        ref: 'r/0',
        remoteRef: `${HEADS}r/0`,
        singleBranch: false,
        depth: options.depth,
        tags: false,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        `The GitOps repository ${repoUrl} can't be read: ${explain(
          error as Error,
          repoUrl,
        )}. Nothing was written`,
      );
    }
  }

  /**
   * Pushes a commit to a branch.
   *
   * `expected` and `base` are the commits that the branch (undefined: none) and the base branch had when they were read;
   * when one has another by now, nothing is pushed.
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
    // Objects of the base branch are not sent again: isomorphic-git looks for them under this name.
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
            said: this.#options.redact?.(said) ?? said,
            repoUrl,
            branch,
          });
    }
  }

  /** Shows isomorphic-git, which fetches one ref or all, the wanted refs as all that there are. */
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

  /** The server says anew where its branches are, and that is the last moment to stop. */
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

/** How much of what a server says is repeated, in characters. */
const MAX_SAID = 500;
/** What a server answers when somebody else's push was faster. */
const MOVED =
  /non-fast-forward|fetch first|cannot lock ref .* is at |reference already exists|incorrect old value|\.lock': File exists/;

/** The branch has moved, or the push did not arrive or was not let in. */
function pushError(options: {
  error: Error;
  /** What the server, or a hook of it, says to the person at the terminal. */
  said: string;
  repoUrl: string;
  branch: string;
}): Error {
  const { error, said, repoUrl, branch } = options;
  const reason = [
    explain(error, repoUrl),
    said.replace(/\s+/g, ' ').trim().slice(0, MAX_SAID),
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
