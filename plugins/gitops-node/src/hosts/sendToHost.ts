import {
  TimeLimit,
  httpFetch,
  readBody,
  redactCredentials,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { CallInfo, HostFailure, refusal } from './hostError';
import { excerpt } from './hostMessages';
import { HOST_HTTP } from './hostPolicy';
import { unreachable } from './unreachable';

const MAX_REDIRECTS = 3;

/** One request of a host's API. */
export interface HostRequest {
  /** `GET` unless given. */
  method?: 'POST' | 'PUT' | 'PATCH';
  /** The parts of the path below the URL of the API; each is encoded by itself. */
  path: Array<string | number>;
  /** Parameters without a value are left out. */
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: object;
}

/** A success. The body is JSON, but may be anything: see {@link Fields}. */
export interface HostAnswer {
  body: unknown;
  headers: Headers;
}

/** Sends a request of a host's API; rejects with a HostFailure for everything but a success in JSON. */
export type HostSend = (request: HostRequest) => Promise<HostAnswer>;

interface SendOptions {
  call: CallInfo;
  apiUrl: string;
  /** The credentials, as HTTP headers. */
  headers: Record<string, string>;
  /** For the whole answer, redirects included. */
  timeoutMs: number;
  /** Takes other secrets out of the host's texts. */
  redact?: (text: string) => string;
  signal?: AbortSignal;
}

/** A {@link HostSend} for one call: it adds the credentials, keeps the time limit and follows redirects. */
export function sendToHost(options: SendOptions): HostSend {
  const { call, timeoutMs, signal } = options;
  const redact = redactor(options);
  return async request => {
    const limit = new TimeLimit({
      ms: timeoutMs,
      reason: () => new Error('time-out'),
      signal,
    });
    try {
      const { response, text } = await followed(request, options, limit);
      if (!response.ok) {
        throw refusal({ call, response, text, redact });
      }
      return { headers: response.headers, body: json(call, response, text) };
    } finally {
      limit.end();
    }
  };
}

/** Takes the credentials, and other secrets, out of a text of the host. JSON is parsed first: it can escape any letter. */
function redactor({
  headers,
  redact = text => text,
}: SendOptions): (text: string) => string {
  return text => redact(redactCredentials(text, headers));
}

/** The answer at the end of the redirects. */
async function followed(
  request: HostRequest,
  options: SendOptions,
  limit: TimeLimit,
): Promise<{ response: Response; text: string }> {
  const { call, timeoutMs } = options;
  let url = urlOf(request, options.apiUrl);
  for (let redirects = 0; ; redirects++) {
    let response: Response;
    let text: string;
    try {
      response = await httpFetch(url, {
        ...initOf(request, options.headers),
        signal: limit.signal,
      });
      text = await readBody(response.body, {
        maxBytes: HOST_HTTP.maxBodyBytes,
      });
    } catch (error) {
      throw unreachable({
        call,
        error,
        timeoutMs: limit.isOver ? timeoutMs : undefined,
      });
    }
    const isRead = request.method === undefined;
    const target = redirectOf({
      call,
      url,
      response,
      isRead,
      redact: redactor(options),
    });
    if (!target || redirects >= MAX_REDIRECTS) {
      return { response, text };
    }
    url = target;
  }
}

function urlOf({ path, query = {} }: HostRequest, apiUrl: string): URL {
  const url = new URL(
    [apiUrl.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/'),
  );
  Object.entries(query).forEach(
    ([name, value]) =>
      value !== undefined && url.searchParams.set(name, String(value)),
  );
  return url;
}

function initOf(
  { method, headers, body }: HostRequest,
  credentials: Record<string, string>,
): RequestInit {
  return {
    method: method ?? 'GET',
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body && { 'content-type': 'application/json' }),
      ...credentials,
    },
    body: body && JSON.stringify(body),
    redirect: 'manual',
  };
}

/** The target of a redirect; only the same host is followed, and a write stays a write. */
function redirectOf(options: {
  call: CallInfo;
  url: URL;
  response: Response;
  isRead: boolean;
  redact: (text: string) => string;
}): URL | undefined {
  const { call, url, response, isRead, redact } = options;
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || !location) {
    return undefined;
  }
  const target = parsed(location, url);
  const keepsMethod = isRead || response.status >= 307;
  if (target?.origin !== url.origin || !keepsMethod) {
    // Redacted before and after it is parsed: a URL has its host in small letters, and decoded.
    const shown = parsed(redact(location), url)?.origin ?? 'no valid URL';
    throw new HostFailure(
      `${call.who} answered ${response.status} to "${
        call.action
      }": it redirects to ${excerpt(
        shown,
        redact,
      )}, which is not followed. Check the URL of its API in "integrations" and the name of the repository.`,
      { status: response.status },
    );
  }
  return target;
}

function parsed(location: string, base: URL): URL | undefined {
  return URL.canParse(location, base) ? new URL(location, base) : undefined;
}

function json(call: CallInfo, { status }: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HostFailure(
      `${call.who} answered ${status} to "${call.action}" with something that is not JSON. Check the URL of its API in "integrations", and whether a proxy stands before it.`,
    );
  }
}
