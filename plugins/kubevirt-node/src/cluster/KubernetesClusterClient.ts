import { setMaxListeners } from 'node:events';
import {
  HttpMethod,
  KubeConfig,
  ServerConfiguration,
  createConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KubeObject,
  ObjectId,
  objectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError, ConnectionError } from './apiError';
import {
  ClusterClient,
  Kind,
  ObjectVersion,
  Right,
  WatchEvent,
} from './ClusterClient';
import { RetryPolicy } from '../http';
import { CLUSTER_HTTP } from './clusterPolicy';
import { Identity, describeIdentity } from './identity';
import { ObjectApi } from './ObjectApi';
import { RetryingHttp } from './RetryingHttp';
import { Transport } from './transport';
import { watchOnce } from './watchOnce';

const PAGE = 500;
/** The server ends a watch after this time, and the caller begins another one. */
const WATCH_SECONDS = 290;
const WATCH_SILENCE_MS = 90_000;

export interface ClusterClientOptions {
  cluster: string;
  config: KubeConfig;
  identity: Identity;
  /** The identity in words; left out: as `identity` says. */
  actingAs?: string;
  logger: Pick<LoggerService, 'warn'>;
  /** Ends every request, watch and wait. */
  signal?: AbortSignal;
  /** Replaces parts of the policy for clusters. */
  retry?: Partial<RetryPolicy>;
  /** How long one request may take; left out: as the policy for clusters says. */
  timeoutMs?: number;
  /** After this time without an event a watch is considered dead; bookmarks come about every minute. */
  watchSilenceMs?: number;
}

/** A ClusterClient over @kubernetes/client-node. */
export class KubernetesClusterClient implements ClusterClient {
  readonly cluster: string;
  readonly actingAs: string;
  readonly #api: ObjectApi;
  readonly #transport: Transport;
  readonly #signal: AbortSignal | undefined;
  readonly #watchSilenceMs: number;

  private constructor(parts: {
    options: ClusterClientOptions;
    api: ObjectApi;
    transport: Transport;
    signal: AbortSignal | undefined;
  }) {
    const { cluster, identity, actingAs, watchSilenceMs } = parts.options;
    this.cluster = cluster;
    this.actingAs = actingAs ?? describeIdentity(identity);
    this.#api = parts.api;
    this.#transport = parts.transport;
    this.#signal = parts.signal;
    this.#watchSilenceMs = watchSilenceMs ?? WATCH_SILENCE_MS;
  }

  static async open(
    options: ClusterClientOptions,
  ): Promise<KubernetesClusterClient> {
    const { cluster, config, identity, logger } = options;
    const signal = options.signal && AbortSignal.any([options.signal]);
    if (signal) {
      // Each open request, watch and pause has a listener; that is no leak.
      setMaxListeners(0, signal);
    }
    const transport = await Transport.open({
      config,
      identity,
      timeoutMs: options.timeoutMs ?? CLUSTER_HTTP.timeLimitMs,
    });
    const api = new ObjectApi(
      createConfiguration({
        baseServer: new ServerConfiguration(
          config.getCurrentCluster()!.server.replace(/\/+$/, ''),
          {},
        ),
        authMethods: { default: transport },
        httpApi: wrapHttpLibrary(
          new RetryingHttp({
            cluster,
            logger,
            signal,
            retry: { ...CLUSTER_HTTP.retry, ...options.retry },
          }),
        ),
      }),
    );
    return new KubernetesClusterClient({ options, api, transport, signal });
  }

  async read(id: ObjectId): Promise<KubeObject | undefined> {
    const path = await this.#api.path(id);
    try {
      return await this.#api.send<KubeObject>({ method: HttpMethod.GET, path });
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async list<T = KubeObject>(
    kind: Kind,
    keep: (object: KubeObject) => T = object => object as T,
  ): Promise<{ items: T[]; resourceVersion: string }> {
    const path = await this.#api.path(kind);
    const items: T[] = [];
    let token: string | undefined;
    for (;;) {
      const page: ListPage = await this.#api.send({
        method: HttpMethod.GET,
        path,
        query: {
          limit: String(PAGE),
          labelSelector: kind.labelSelector,
          fieldSelector: kind.fieldSelector,
          continue: token,
        },
      });
      refuseIncompletePage(kind, page);
      // Items of a list carry neither apiVersion nor kind where the kind is built in.
      items.push(
        ...page.items.map(item =>
          keep({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }),
        ),
      );
      token = page.metadata.continue || undefined;
      if (!token) {
        return { items, resourceVersion: page.metadata.resourceVersion };
      }
    }
  }

  async watch(
    kind: Kind,
    options: {
      resourceVersion: string;
      onEvent: (event: WatchEvent) => void;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    await watchOnce({
      transport: this.#transport,
      path: await this.#api.path(kind),
      query: {
        resourceVersion: options.resourceVersion,
        allowWatchBookmarks: true,
        timeoutSeconds: WATCH_SECONDS,
        labelSelector: kind.labelSelector,
        fieldSelector: kind.fieldSelector,
      },
      silenceMs: this.#watchSilenceMs,
      signal: AbortSignal.any(
        [this.#signal, options.signal].flatMap(s => s ?? []),
      ),
      onEvent: options.onEvent,
    });
  }

  async apply(
    object: KubeObject,
    options: { fieldManager: string; dryRun: boolean },
  ): Promise<{ object: KubeObject; existedBefore: boolean }> {
    const applied = await this.#api.send<KubeObject>({
      method: HttpMethod.PATCH,
      path: await this.#api.path(objectId(object)),
      query: {
        fieldManager: options.fieldManager,
        fieldValidation: 'Strict',
        force: 'false',
        dryRun: options.dryRun ? 'All' : undefined,
      },
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
    return { object: applied, existedBefore: this.#api.existedBefore(applied) };
  }

  async delete(
    { id, uid, resourceVersion }: ObjectVersion,
    { dryRun }: { dryRun: boolean },
  ): Promise<'deleted' | 'unchanged'> {
    const path = await this.#api.path(id);
    try {
      await this.#api.send({
        method: HttpMethod.DELETE,
        path,
        // The server does not read the query of a request that has a body.
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid, resourceVersion },
          propagationPolicy: 'Background',
          ...(dryRun && { dryRun: ['All'] }),
        },
      });
      return 'deleted';
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') {
        // After an answer that was lost, it is ours that it is gone.
        return error.afterUnclear ? 'deleted' : 'unchanged';
      }
      throw error;
    }
  }

  async denied(rights: Right[]): Promise<Array<Right & { reason?: string }>> {
    const answers = await Promise.all(
      rights.map(async right => ({ right, answer: await this.#review(right) })),
    );
    return answers
      .filter(({ answer }) => !answer.allowed)
      .map(({ right, answer }) => ({
        ...right,
        ...(answer.reason && { reason: answer.reason }),
      }));
  }

  async #review(right: Right): Promise<{ allowed: boolean; reason?: string }> {
    const { group, version, name } = await this.#api.resourceOf(right);
    const review = await this.#api.send<{
      status: { allowed: boolean; reason?: string };
    }>({
      method: HttpMethod.POST,
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb: right.verb,
            group,
            version,
            resource: name,
            namespace: right.namespace,
            name: right.name,
          },
        },
      },
    });
    return review.status;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

interface ListPage {
  items: KubeObject[];
  metadata: {
    resourceVersion: string;
    continue?: string;
    /** The objects on the pages after this one, where the server knows (k8s.io/apimachinery, meta/v1 ListMeta). */
    remainingItemCount?: number;
  };
}

/** Refuses an answer that is no list, and a last page after which the server has more objects: neither is complete. */
function refuseIncompletePage(kind: Kind, page: unknown): void {
  const { items, metadata } = page as Partial<ListPage>;
  const isComplete =
    Array.isArray(items) &&
    typeof metadata?.resourceVersion === 'string' &&
    (metadata.continue || !metadata.remainingItemCount);
  if (!isComplete) {
    throw new ConnectionError(
      `The list of ${kind.kind} objects that the cluster answered with is not whole`,
    );
  }
}
