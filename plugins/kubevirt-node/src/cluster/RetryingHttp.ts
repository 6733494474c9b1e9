import { setTimeout as sleep } from 'node:timers/promises';
import {
  PromiseHttpLibrary,
  RequestContext,
  ResponseContext,
} from '@kubernetes/client-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { request } from 'undici';
import { ConnectionError } from './apiError';
import { Outcome, RetrySettings, retryDelay } from './retry';

/** A header of ours on an answer: an attempt before it may have done what was asked. */
export const UNCLEAR = 'x-unclear-before';

/** Sends client-node's requests over the transport's connections, and again where that helps. */
export class RetryingHttp implements PromiseHttpLibrary {
  constructor(
    private readonly options: {
      cluster: string;
      logger: Pick<LoggerService, 'warn'>;
      retry: RetrySettings;
      signal?: AbortSignal;
    },
  ) {}

  async send(context: RequestContext): Promise<ResponseContext> {
    const { cluster, logger, retry, signal } = this.options;
    let unclear = false;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const outcome = await this.exchange(context);
      signal?.throwIfAborted();
      const wait = retryDelay(outcome, attempt, retry);
      if (wait === undefined) {
        return this.answer(outcome, { attempts: attempt, unclear });
      }
      unclear ||= isUnclear(outcome);
      logger.warn(
        `Cluster ${cluster}: ${describe(outcome)}; trying again in ${(
          wait / 1000
        ).toFixed(1)} s (${attempt} of ${retry.attempts})`,
      );
      await sleep(wait, undefined, { signal });
    }
  }

  private async exchange(context: RequestContext): Promise<Outcome> {
    try {
      const { statusCode, headers, body } = await request(context.getUrl(), {
        method: context.getHttpMethod(),
        headers: context.getHeaders(),
        body: context.getBody() as string | undefined,
        dispatcher: context.getDispatcher(),
        signal: this.options.signal,
      });
      return {
        status: statusCode,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name.toLowerCase(),
            String(value),
          ]),
        ),
        body: await body.text(),
      };
    } catch (error) {
      return { error: error as Error };
    }
  }

  private answer(
    outcome: Outcome,
    { attempts, unclear }: { attempts: number; unclear: boolean },
  ): ResponseContext {
    if ('error' in outcome) {
      throw new ConnectionError(
        `it can't be reached: ${describe(outcome)} (tried ${attempts} ${
          attempts === 1 ? 'time' : 'times'
        })`,
      );
    }
    const { status, headers, body } = outcome;
    const noted = unclear ? { ...headers, [UNCLEAR]: 'true' } : headers;
    return new ResponseContext(status, noted, {
      text: async () => body,
      binary: async () => Buffer.from(body),
      stream: () => null,
    });
  }
}

/** The server may have done what was asked: only these answers say that it has not begun. */
function isUnclear(outcome: Outcome): boolean {
  return !('status' in outcome) || ![429, 503].includes(outcome.status);
}

function describe(outcome: Outcome): string {
  if (!('error' in outcome)) {
    const { status, body, headers } = outcome;
    const after = headers['retry-after'];
    return status < 300
      ? 'an answer was cut off'
      : `HTTP ${status}${after ? ` with Retry-After ${after}` : ''}${
          status === 500 ? `: ${messageOf(body)}` : ''
        }`;
  }
  const { code, cause, message } = outcome.error as Error & {
    code?: string;
    cause?: Error;
  };
  return [message || cause?.message, code && `(${code})`]
    .filter(Boolean)
    .join(' ');
}

function messageOf(body: string): string {
  try {
    return String(JSON.parse(body).message).slice(0, 300);
  } catch {
    return 'no text';
  }
}
