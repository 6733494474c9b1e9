import { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { GitAuth } from './gitAuth';

/** How long a server may be silent, in milliseconds. */
const SILENCE = 120_000;
/** How much of a refusal is read, in bytes. */
const MAX_REFUSAL = 2_000;

const same = (text: string) => text;

/** An HTTP answer of a Git server that is no success. */
export class GitHttpError extends Error {
  readonly name = 'GitHttpError';

  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export interface GitHttpOptions {
  auth: GitAuth;
  signal?: AbortSignal;
  /** Takes secrets out of what a server says, before it is cut; left out: nothing. */
  redact?: (text: string) => string;
  /** In milliseconds; a test sets its own. */
  silence?: number;
}

/**
 * The HTTP of Git exchanges: credentials go in a header to the repository's own URL and nowhere else, no redirect is
 * followed, and a connection ends with the task or after two minutes of silence.
 */
export function gitHttp(options: GitHttpOptions): HttpClient {
  return { request: request => exchange(request, options) };
}

async function exchange(
  { url, method = 'GET', headers = {}, body }: GitHttpRequest,
  { auth, signal, silence = SILENCE, redact = same }: GitHttpOptions,
): Promise<GitHttpResponse> {
  const watch = watchSilence(silence, signal);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...authorization(auth) },
      body: body && (await collect(body)),
      redirect: 'manual',
      signal: watch.signal,
    });
    if (response.status !== 200) {
      throw await refusal(response, redact);
    }
    return {
      url,
      method,
      statusCode: response.status,
      statusMessage: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: watched(response, watch),
    };
  } catch (error) {
    watch.end();
    throw readable(error as Error, watch.signal);
  }
}

interface SilenceWatch {
  signal: AbortSignal;
  heard: () => void;
  end: () => void;
}

function watchSilence(
  silence: number,
  signal: AbortSignal | undefined,
): SilenceWatch {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const start = () =>
    setTimeout(
      () =>
        controller.abort(
          new Error(
            `no answer within ${silence / 1000} s; it may still have arrived`,
          ),
        ),
      silence,
    );
  let timer = start();
  if (signal?.aborted) {
    abort();
  }
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer);
      timer = start();
    },
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

async function* watched(
  response: Response,
  watch: SilenceWatch,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) {
      watch.heard();
      yield chunk;
    }
  } catch (error) {
    throw readable(error as Error, watch.signal);
  } finally {
    watch.end();
  }
}

async function refusal(
  response: Response,
  redact: (text: string) => string,
): Promise<GitHttpError> {
  const { status, statusText } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return new GitHttpError(
      status,
      `the repository has moved (HTTP ${status}); put its new URL into the configuration`,
    );
  }
  const isText = /text\/plain|json/.test(
    response.headers.get('content-type') ?? '',
  );
  const text = isText ? await response.text().catch(() => '') : '';
  await (isText ? undefined : response.body?.cancel());
  return new GitHttpError(
    status,
    [`HTTP Error: ${status} ${statusText}`.trim(), excerpt(redact(text))]
      .filter(Boolean)
      .join(': '),
  );
}

function excerpt(text: string): string {
  return text.slice(0, MAX_REFUSAL).replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** `fetch` says "fetch failed", and what failed is its cause; what aborted it is the signal's reason. */
function readable(error: Error, signal: AbortSignal): Error {
  if (signal.aborted) {
    return signal.reason as Error;
  }
  const cause = error.cause as (Error & { code?: string }) | undefined;
  return cause ? new Error(cause.message || cause.code) : error;
}

function authorization({
  username,
  password,
}: GitAuth): Record<string, string> {
  return username || password
    ? {
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString(
          'base64',
        )}`,
      }
    : {};
}

/** An array or an async iterator of chunks, in one piece: some hosts want a Content-Length. */
export async function collect(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
