import {
  HttpMethod,
  KubernetesObjectApi,
  RequestContext,
  ResponseContext,
} from '@kubernetes/client-node';
import {
  KubeObject,
  ObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError, ConnectionError } from './apiError';
import { Kind } from './ClusterClient';
import { UNCLEAR } from './RetryingHttp';

/** The operator that has to be installed for the kinds of a group to exist. */
const OPERATORS: Record<string, string> = {
  'nmstate.io': 'kubernetes-nmstate (on OpenShift the NMState operator)',
  'k8s.cni.cncf.io': 'Multus',
  'kubevirt.io': 'KubeVirt (on OpenShift the Virtualization operator)',
};

/** How the API server serves a kind. */
export interface Resource {
  group: string;
  version: string;
  /** The plural in URLs. */
  name: string;
  namespaced: boolean;
}

/**
 * client-node's client for any kind of object. It adds strict field validation, and gives objects exactly as the server
 * sent them: client-node's own reading drops fields of the metadata that it does not know, and makes dates of texts.
 */
export class ObjectApi extends KubernetesObjectApi {
  readonly #existing = new WeakMap<object, boolean>();
  readonly #discoveries = new Map<string, Promise<unknown>>();

  /**
   * How the API server serves a kind.
   *
   * @throws ApiError where it does not serve it.
   */
  async resourceOf({ apiVersion, kind }: Kind): Promise<Resource> {
    const [version, group = ''] = apiVersion.split('/').reverse();
    const found = await this.#discover(apiVersion, kind).catch(error => {
      // For a group that is not installed, the list of its kinds is 404.
      if (error instanceof ApiError && error.status === 404) {
        return undefined;
      }
      throw error;
    });
    if (!found) {
      throw new ApiError({
        status: 404,
        reason: 'NotFound',
        message: [
          `the cluster does not serve ${kind} (${apiVersion})`,
          OPERATORS[group] && `install ${OPERATORS[group]} on it`,
        ]
          .filter(Boolean)
          .join('; '),
      });
    }
    return { group, version, name: found.name, namespaced: found.namespaced };
  }

  /** client-node caches the kinds of a group; concurrent callers wait for the first answer. */
  #discover(
    apiVersion: string,
    kind: string,
  ): ReturnType<ObjectApi['resource']> {
    const before = this.#discoveries.get(apiVersion) ?? Promise.resolve();
    const answer = before
      .catch(() => {})
      .then(() => this.resource(apiVersion, kind));
    this.#discoveries.set(apiVersion, answer);
    return answer;
  }

  /** The path of one object, or of all objects of a kind. */
  async path(ref: Kind | ObjectId): Promise<string> {
    const { name: plural, namespaced } = await this.resourceOf(ref);
    const { apiVersion, namespace } = ref;
    return [
      apiVersion.includes('/') ? '/apis' : '/api',
      apiVersion,
      ...(namespaced && namespace !== undefined
        ? ['namespaces', encodeURIComponent(namespace)]
        : []),
      plural,
      ...('name' in ref ? [encodeURIComponent(ref.name)] : []),
    ].join('/');
  }

  /** True where the object of an answer certainly existed before the request. */
  existedBefore(answer: object): boolean {
    return this.#existing.get(answer) ?? true;
  }

  /** Sends one request, and gives the answer as the server sent it. */
  async send<T>(options: {
    method: HttpMethod;
    path: string;
    query?: Record<string, string | undefined>;
    body?: object;
    contentType?: string;
  }): Promise<T> {
    const { method, path, query = {}, body, contentType } = options;
    const context = this.configuration.baseServer.makeRequestContext(
      path,
      method,
    );
    context.setHeaderParam('Accept', 'application/json');
    Object.entries(query).forEach(
      ([key, value]) =>
        value !== undefined && context.setQueryParam(key, value),
    );
    if (body) {
      context.setHeaderParam('Content-Type', contentType ?? 'application/json');
      // Server-side apply takes YAML, and JSON is YAML.
      context.setBody(JSON.stringify(body));
    }
    return this.#exchange<T>(context);
  }

  #exchange<T>(context: RequestContext): Promise<T> {
    return this.requestPromise<KubeObject>(
      context,
    ) as Promise<unknown> as Promise<T>;
  }

  protected async processResponse(response: ResponseContext): Promise<any> {
    const body = await response.body.text();
    const { httpStatusCode: status } = response;
    const afterUnclear = response.headers[UNCLEAR] !== undefined;
    if (status < 200 || status > 299) {
      throw ApiError.of(status, body, afterUnclear);
    }
    try {
      const answer = JSON.parse(body);
      this.#existing.set(answer, status !== 201 && !afterUnclear);
      return answer;
    } catch {
      throw new ConnectionError(
        'An answer of the cluster was cut off, each time it was asked for',
      );
    }
  }
}
