import { RequestOptions } from 'node:https';
import { InputError } from '@backstage/errors';
import { KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Dispatcher } from 'undici';
import { keepAliveAgent } from '../http';
import { Identity } from './identity';

/** How many calls to one cluster run at once. The API server's own fairness limits callers further. */
export const MAX_CONNECTIONS = 10;
const KEEP_ALIVE_MS = 30_000;

/**
 * The connections to one cluster as one identity, kept alive between calls. client-node alone opens one TLS connection
 * for each call and leaves it open. Its KubeConfig still provides the cluster's address and the credentials; this class
 * sends every request, and every watch, over the same few connections.
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
    const agent = keepAliveAgent({
      connections: MAX_CONNECTIONS,
      // Impersonation is a header of each request. A connection could serve several identities, but never does.
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

  /** Called by client-node before each request. */
  async applySecurityAuthentication(context: RequestContext): Promise<void> {
    const options: RequestOptions = { headers: {} };
    // Read for each request: tokens in files and from commands change.
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

  /** Ends all connections, and the requests on them. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}

/** With a person's own token, the credentials of the configuration are left out. */
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

/** Adds one header for each group: several groups in one header would be one group with commas in its name. */
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
