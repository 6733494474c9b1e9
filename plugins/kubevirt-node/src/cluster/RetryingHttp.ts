import {
  PromiseHttpLibrary,
  RequestContext,
  ResponseContext,
} from '@kubernetes/client-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { request } from 'undici';
import {
  Attempted,
  RetryPolicy,
  readBody,
  redactCredentials,
  withRetries,
} from '../http';
import { ConnectionError } from './apiError';
import { CLUSTER_HTTP, Outcome, judge } from './clusterPolicy';

/** A header that we add to an answer: an attempt before it may have had its effect. */
export const UNCLEAR = 'x-unclear-before';

interface RetryingHttpOptions {
  cluster: string;
  logger: Pick<LoggerService, 'warn'>;
  retry: RetryPolicy;
  signal?: AbortSignal;
}

/** Sends client-node's requests over the transport's connections, and retries them by the policy for clusters. */
export class RetryingHttp implements PromiseHttpLibrary {
  readonly #options: RetryingHttpOptions;

  constructor(options: RetryingHttpOptions) {
    this.#options = options;
  }

  async send(context: RequestContext): Promise<ResponseContext> {
    const { cluster, logger, retry, signal } = this.#options;
    const { Authorization = '' } = context.getHeaders();
    const describe = (outcome: Outcome) =>
      describeOutcome(outcome, text =>
        redactCredentials(text, { Authorization }),
      );
    const attempted = await withRetries({
      policy: retry,
      isIdempotent: true,
      signal,
      send: () => this.#exchange(context),
      judge: outcome => judge(outcome, retry),
      onRetry: ({ result, attempts, pauseMs }) =>
        logger.warn(
          `Cluster ${cluster}: ${describe(result)}; trying again in ${(
            pauseMs / 1000
          ).toFixed(1)} s (${attempts} of ${retry.attempts})`,
        ),
    });
    return answer(attempted, describe);
  }

  async #exchange(context: RequestContext): Promise<Outcome> {
    try {
      const { statusCode, headers, body } = await request(context.getUrl(), {
        method: context.getHttpMethod(),
        headers: context.getHeaders(),
        body: context.getBody() as string | undefined,
        dispatcher: context.getDispatcher(),
        signal: this.#options.signal,
      });
      return {
        status: statusCode,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name.toLowerCase(),
            String(value),
          ]),
        ),
        body: await readBody(body, { maxBytes: CLUSTER_HTTP.maxBodyBytes }),
      };
    } catch (error) {
      return { error: error as Error };
    }
  }
}

function answer(
  { result, attempts, isAfterUnclear }: Attempted<Outcome>,
  describe: (outcome: Outcome) => string,
): ResponseContext {
  if ('error' in result) {
    throw new ConnectionError(
      `it can't be reached: ${describe(result)} (tried ${attempts} ${
        attempts === 1 ? 'time' : 'times'
      })`,
    );
  }
  const { status, headers, body } = result;
  const noted = isAfterUnclear ? { ...headers, [UNCLEAR]: 'true' } : headers;
  return new ResponseContext(status, noted, {
    text: async () => body,
    binary: async () => Buffer.from(body),
    stream: () => null,
  });
}

function describeOutcome(
  outcome: Outcome,
  redact: (text: string) => string,
): string {
  if (!('error' in outcome)) {
    const { status, body, headers } = outcome;
    const after = headers['retry-after'];
    return status < 300
      ? 'an answer was cut off'
      : `HTTP ${status}${after ? ` with Retry-After ${redact(after)}` : ''}${
          // Redacted before it is cut: a part of a token would not be recognized.
          status === 500 ? `: ${redact(messageOf(body)).slice(0, 300)}` : ''
        }`;
  }
  const { code, cause, message } = outcome.error as Error & {
    code?: string;
    cause?: Error;
  };
  return redact(
    [message || cause?.message, code && `(${code})`].filter(Boolean).join(' '),
  );
}

function messageOf(body: string): string {
  try {
    return String(JSON.parse(body).message);
  } catch {
    return 'no text';
  }
}
