import { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import {
  TimeLimit,
  httpFetch,
  readBody,
  redactCredentials,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { GitAuth } from '../hosts/GitHost';
import { GIT_HTTP } from './gitPolicy';

/** How much of a refusal is searched for a reason, in characters. */
const MAX_REFUSAL = 2_000;
/** How much of a status text is quoted, in characters. */
const MAX_STATUS_TEXT = 500;

/** A Git server answered with another HTTP status than 200. */
export class GitHttpError extends Error {
  readonly name = 'GitHttpError';

  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export interface GitHttpOptions {
  auth: GitAuth;
  signal?: AbortSignal;
  /** Takes secrets out of a server's text before it is cut; the credentials of `auth` are taken out anyway. */
  redact?: (text: string) => string;
  /** How long the server may be silent, in milliseconds; for tests. */
  silence?: number;
}

/** Takes the credentials of `auth`, and then the caller's secrets, out of a server's text. */
export function redactor({
  auth,
  redact = text => text,
}: Pick<GitHttpOptions, 'auth' | 'redact'>): (text: string) => string {
  const credentials = authorization(auth);
  return text => redact(redactCredentials(text, credentials));
}

/**
 * The HTTP client for isomorphic-git. It sends the credentials in a header, to the repository's own URL only; it
 * follows no redirect; and it ends a connection with the task or after two minutes of silence.
 */
export function gitHttp(options: GitHttpOptions): HttpClient {
  return { request: request => exchange(request, options) };
}

async function exchange(
  { url, method = 'GET', headers = {}, body }: GitHttpRequest,
  options: GitHttpOptions,
): Promise<GitHttpResponse> {
  const { auth, signal, silence = GIT_HTTP.timeLimitMs } = options;
  const limit = new TimeLimit({
    ms: silence,
    reason: () =>
      new Error(
        `no answer within ${silence / 1000} s; it may still have arrived`,
      ),
    signal,
  });
  try {
    const response = await httpFetch(url, {
      method,
      headers: { ...headers, ...authorization(auth) },
      body: body && (await collect(body)),
      redirect: 'manual',
      signal: limit.signal,
    });
    if (response.status !== 200) {
      throw await refusal(response, redactor(options));
    }
    return {
      url,
      method,
      statusCode: response.status,
      statusMessage: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: withinLimit(response, limit),
    };
  } catch (error) {
    limit.end();
    throw readable(error as Error, limit.signal);
  }
}

/** The body, chunk by chunk; each chunk restarts the time limit. */
async function* withinLimit(
  response: Response,
  limit: TimeLimit,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) {
      limit.restart();
      yield chunk;
    }
  } catch (error) {
    throw readable(error as Error, limit.signal);
  } finally {
    limit.end();
  }
}

async function refusal(
  response: Response,
  redact: (text: string) => string,
): Promise<GitHttpError> {
  const { status } = response;
  const statusText = redact(response.statusText).slice(0, MAX_STATUS_TEXT);
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
  const text = isText ? await beginningOf(response) : '';
  await (isText ? undefined : response.body?.cancel());
  return new GitHttpError(
    status,
    [`HTTP Error: ${status} ${statusText}`.trim(), excerpt(redact(text))]
      .filter(Boolean)
      .join(': '),
  );
}

async function beginningOf(response: Response): Promise<string> {
  const { maxBodyBytes: maxBytes } = GIT_HTTP;
  return readBody(response.body, { maxBytes, cut: true }).catch(() => '');
}

function excerpt(text: string): string {
  return text.slice(0, MAX_REFUSAL).replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** The error that people can read: `fetch` only says "fetch failed" and has the reason as its cause, or the signal has it. */
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

/** Joins the chunks of a body: some hosts require a Content-Length. */
export async function collect(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
