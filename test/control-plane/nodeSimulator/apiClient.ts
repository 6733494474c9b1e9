import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';

/** An object as the API server sends it. */
export type ApiObject = {
  metadata: {
    name: string;
    namespace?: string;
    generation?: number;
    resourceVersion?: string;
    uid?: string;
    labels?: Record<string, string>;
  };
  [key: string]: any;
};

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const MAX_TRIES = 20;
const PAUSE_MS = 250;

/**
 * The simulator's own small client: the client under test must not test itself.
 */
export class ApiClient {
  readonly #agent: Agent;
  readonly #server: string;

  /** @param kubeconfig - the file of an administrator with a client certificate */
  constructor(kubeconfig: string) {
    const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
    const [{ cluster }] = clusters;
    const [{ user }] = users;
    const inline = (object: any, key: string) =>
      object[`${key}-data`]
        ? Buffer.from(object[`${key}-data`], 'base64')
        : readFileSync(object[key]);
    this.#server = cluster.server;
    this.#agent = new Agent({
      keepAlive: true,
      ca: inline(cluster, 'certificate-authority'),
      cert: inline(user, 'client-certificate'),
      key: inline(user, 'client-key'),
    });
  }

  /**
   * Waits while the server is not ready, which happens for a moment after a kind was defined.
   *
   * @throws Error with the server's message; `status` is the HTTP status.
   */
  async call(method: Method, path: string, body?: object): Promise<any> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#exchange(method, path, body);
      } catch (error) {
        const { status } = error as { status?: number };
        if (![429, 503].includes(status!) || tries === MAX_TRIES) {
          throw error;
        }
        await new Promise(done => setTimeout(done, PAUSE_MS));
      }
    }
  }

  async #exchange(method: Method, path: string, body?: object): Promise<any> {
    const response = await this.#send(method, path, body);
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
    }
    if (response.statusCode! > 299) {
      throw Object.assign(
        new Error(`${method} ${path}: ${response.statusCode} ${text}`),
        { status: response.statusCode },
      );
    }
    return JSON.parse(text);
  }

  /** Like `call`; undefined where the object does not exist. */
  async find(path: string): Promise<any> {
    return this.call('GET', path).catch(error => {
      if (error.status === 404) {
        return undefined;
      }
      throw error;
    });
  }

  /** Creates or changes an object, and its status where `status` is given. */
  async put(collection: string, object: ApiObject): Promise<ApiObject> {
    const path = `${collection}/${object.metadata.name}`;
    const { status, ...rest } = object;
    const stored = (await this.find(path))
      ? await this.call('PATCH', path, rest)
      : await this.call('POST', collection, rest);
    return status === undefined
      ? stored
      : this.call('PATCH', `${path}/status`, { status });
  }

  /** Calls for each event of a watch, until it ends. */
  async watch(
    path: string,
    onEvent: (type: string, object: ApiObject) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await this.#send('GET', path, undefined, signal);
    for await (const line of createInterface(response)) {
      const { type, object } = JSON.parse(line);
      onEvent(type, object);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(
    method: string,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<import('node:http').IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.#server}${path}`,
        {
          method,
          agent: this.#agent,
          signal,
          headers: {
            accept: 'application/json',
            'content-type':
              method === 'PATCH'
                ? 'application/merge-patch+json'
                : 'application/json',
          },
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body && JSON.stringify(body));
    });
  }
}
