import {
  TimeLimit,
  httpFetch,
  readBody,
  redactCredentials,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Asked, HostFailure, refusal } from './hostError';
import { HOST_HTTP } from './hostPolicy';
import { unreachable } from './unreachable';

const MAX_REDIRECTS = 3;

/** `fetch` as the client libraries are given it. */
export type HostFetch = (
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<Response>;

/** Where a redirect leads; only the same host is followed, and a write stays a write. */
function redirectOf(options: {
  asked: Asked;
  url: URL;
  response: Response;
  isRead: boolean;
}): URL | undefined {
  const { asked, url, response, isRead } = options;
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || !location) {
    return undefined;
  }
  const target = URL.canParse(location, url)
    ? new URL(location, url)
    : undefined;
  const keepsMethod = isRead || response.status >= 307;
  if (target?.origin !== url.origin || !keepsMethod) {
    throw new HostFailure(
      `${asked.who} answered ${response.status} to "${
        asked.action
      }": it redirects to ${
        target?.origin ?? 'no valid URL'
      }, which is not followed. Check the URL of its API in "integrations" and the name of the repository.`,
      { status: response.status },
    );
  }
  return target;
}

function requestHeaders(
  init: RequestInit,
  credentials: Record<string, string>,
): Headers {
  const headers = new Headers(init.headers);
  // gitea-js leaves it out for some calls.
  if (init.body) {
    headers.set('content-type', 'application/json');
  }
  Object.entries(credentials).forEach(([name, value]) =>
    headers.set(name, value),
  );
  return headers;
}

/**
 * A `fetch` for one call: adds the credentials, keeps the time-out for the whole answer, and rejects with a HostFailure
 * for everything but a success in JSON.
 */
export function hostFetch(options: {
  asked: Asked;
  apiUrl: string;
  headers: Record<string, string>;
  timeoutMs: number;
  /** Takes other secrets out of what the host says. */
  redact?: (text: string) => string;
  signal?: AbortSignal;
}): HostFetch {
  const { asked, apiUrl, headers, timeoutMs, redact } = options;

  return async (input, init = {}) => {
    const isRead = !init.method || init.method === 'GET';
    let url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== new URL(apiUrl).origin) {
      throw new HostFailure(
        `${asked.who}: "${asked.action}" would go to ${url.origin}.`,
      );
    }
    const limit = new TimeLimit({
      ms: timeoutMs,
      reason: () => new Error('time-out'),
      signal: options.signal,
    });
    const { maxBodyBytes: maxBytes } = HOST_HTTP;
    try {
      for (let redirects = 0; ; redirects++) {
        let response: Response;
        let text: string;
        try {
          response = await httpFetch(url, {
            method: init.method,
            body: init.body,
            headers: requestHeaders(init, headers),
            redirect: 'manual',
            signal: limit.signal,
          });
          text = await readBody(response.body, { maxBytes });
        } catch (error) {
          throw unreachable({
            asked,
            error,
            timeoutMs: limit.isOver ? timeoutMs : undefined,
          });
        }
        const target = redirectOf({ asked, url, response, isRead });
        if (!target || redirects >= MAX_REDIRECTS) {
          if (!response.ok) {
            throw refusal({
              asked,
              response,
              text: redactCredentials(text, headers),
              redact,
            });
          }
          return inJson({ asked, response, text });
        }
        url = target;
      }
    } finally {
      limit.end();
    }
  };
}

function inJson(options: {
  asked: Asked;
  response: Response;
  text: string;
}): Response {
  const { asked, response, text } = options;
  const { status, headers } = response;
  try {
    JSON.parse(text);
  } catch {
    throw new HostFailure(
      `${asked.who} answered ${status} to "${asked.action}" with something that is not JSON. Check the URL of its API in "integrations", and whether a proxy stands before it.`,
    );
  }
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json',
      link: headers.get('link') ?? '',
      'x-next-page': headers.get('x-next-page') ?? '',
      'x-total-count': headers.get('x-total-count') ?? '',
    },
  });
}
