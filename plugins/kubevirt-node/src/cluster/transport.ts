import { RequestOptions } from 'node:https';
import { InputError } from '@backstage/errors';
import { KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, Dispatcher } from 'undici';
import { Identity } from './identity';

/** As many calls as run at once; the API server's fairness has more to say than this. */
export const MAX_CONNECTIONS = 10;
const KEEP_ALIVE_MS = 30_000;

/**
 * The connections to one cluster as one identity, kept alive between calls. client-node alone opens one TLS connection
 * for each call and leaves it open. Its KubeConfig still says where the cluster is and brings the credentials; this
 * one hands every request, and every watch, to the same few connections.
 */
export class Transport extends KubeConfig {
  readonly #dispatcher: Dispatcher;

  private constructor(config: KubeConfig, dispatcher: Dispatcher) {
    super();
    this.loadFromOptions(config);
    this.#dispatcher = dispatcher;
  }

  static async open(options: {
    config: KubeConfig;
    identity: Identity;
    timeoutMs: number;
  }): Promise<Transport> {
    const { identity, timeoutMs } = options;
    const config = asUser(options.config, identity);
    const tls: RequestOptions = {};
    await config.applyToHTTPSOptions(tls);
    const agent = new Agent({
      connections: MAX_CONNECTIONS,
      // Impersonation stands in the headers of each request, so a connection could serve others; it never does.
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: {
        timeout: Math.min(timeoutMs, 10_000),
        ca: tls.ca,
        cert: tls.cert,
        key: tls.key,
        ...(tls.rejectUnauthorized !== undefined && {
          rejectUnauthorized: tls.rejectUnauthorized,
        }),
        ...(tls.servername !== undefined && { servername: tls.servername }),
      },
    });
    return new Transport(config, agent.compose(impersonating(identity)));
  }

  /** What client-node calls before each request. */
  async applySecurityAuthentication(context: RequestContext): Promise<void> {
    const options: RequestOptions = { headers: {} };
    // Asked anew each time: tokens in files and from commands change.
    await this.applyToHTTPSOptions(options);
    const { headers, auth } = options;
    Object.entries(headers ?? {}).forEach(([name, value]) =>
      context.setHeaderParam(name, String(value)),
    );
    if (auth) {
      context.setHeaderParam(
        'Authorization',
        `Basic ${Buffer.from(auth).toString('base64')}`,
      );
    }
    context.setDispatcher(this.#dispatcher);
  }

  /** Ends all connections, with what is under way on them. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}

/** A person's own token stands in for the credentials of the configuration. */
function asUser(config: KubeConfig, identity: Identity): KubeConfig {
  const { impersonateUser } = (config.getCurrentUser() ?? {}) as {
    impersonateUser?: string;
  };
  if (impersonateUser) {
    throw new InputError(
      'The kubeconfig of kubevirt.clusters acts as somebody else already ("as"): take it out, people are impersonated by kubevirt.apply.identity',
    );
  }
  if (identity.type !== 'user-token') {
    return config;
  }
  const own = new KubeConfig();
  own.loadFromClusterAndUser(config.getCurrentCluster()!, {
    name: 'user',
    token: identity.token,
  });
  return own;
}

/** One header for each group: several in one line would be one group with commas in its name. */
function impersonating(
  identity: Identity,
): Dispatcher.DispatcherComposeInterceptor {
  const extra =
    identity.type === 'impersonate'
      ? [
          'Impersonate-User',
          identity.user,
          ...identity.groups.flatMap(group => ['Impersonate-Group', group]),
        ]
      : [];
  return dispatch => (options, handler) =>
    dispatch(
      { ...options, headers: [...flat(options.headers), ...extra] },
      handler,
    );
}

function flat(headers: Dispatcher.DispatchOptions['headers']): string[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}
