import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { InputError, ResponseError } from '@backstage/errors';
import type {
  NamedInCluster,
  PreviewRequest,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiRequest,
  ApiResponse,
  EndpointName,
  MAX_SEARCH,
  routes,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import type {
  CallOptions,
  ChoiceKind,
  KubevirtApi,
  NameQuery,
  VlanQuery,
} from './KubevirtApi';

/** A request to an endpoint; the backend has defaults for what the query leaves out. */
interface Call<Name extends EndpointName> extends CallOptions {
  params?: ApiRequest<Name>['params'];
  query?: Partial<ApiRequest<Name>['query']>;
  body?: ApiRequest<Name>['body'];
}

const CHOICES = {
  'boot-sources': 'getBootSources',
  instancetypes: 'getInstancetypes',
  preferences: 'getPreferences',
} as const satisfies Record<ChoiceKind, EndpointName>;

/** The API over HTTP. Backstage's session identifies the user: no token is handled here. */
export class KubevirtClient implements KubevirtApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getVlans(query: VlanQuery, options?: CallOptions) {
    const search = searched(query);
    return this.#call('getVlans', { query: { ...query, search }, ...options });
  }

  getVlan(query: { id: number; cluster?: string }, options?: CallOptions) {
    const { id, cluster } = query;
    return this.#call('getVlan', {
      params: { id },
      query: { cluster },
      ...options,
    });
  }

  getClusters(options?: CallOptions) {
    return this.#call('getClusters', { ...options });
  }

  getNamespaces(query: NameQuery & { vlanId?: number }, options?: CallOptions) {
    const { cluster, vlanId, limit } = query;
    const q = searched(query);
    return this.#call('getNamespaces', {
      query: { cluster, vlanId, q, limit },
      ...options,
    });
  }

  async getVm(vm: NamedInCluster, options?: CallOptions) {
    return this.#call('getVm', { params: checked(vm), ...options });
  }

  async getVmLinks(vm: NamedInCluster, options?: CallOptions) {
    return this.#call('getVmLinks', { params: checked(vm), ...options });
  }

  getChoices(query: NameQuery & { kind: ChoiceKind }, options?: CallOptions) {
    const { kind, cluster, limit } = query;
    const q = searched(query);
    return this.#call(CHOICES[kind], {
      query: { cluster, q, limit },
      ...options,
    });
  }

  createPreview(body: PreviewRequest, options?: CallOptions) {
    return this.#call('createPreview', { body, ...options });
  }

  async #call<Name extends EndpointName>(
    name: Name,
    call: Call<Name>,
  ): Promise<ApiResponse<Name>> {
    const { params, query, body, signal } = call;
    const { method, path } = routes[name];
    const baseUrl = await this.#discoveryApi.getBaseUrl('kubevirt');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${filled(path, params)}${queryText(query)}`,
      { signal, ...(method === 'post' && posted(body)) },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

/** The text to search for, cut to the length that the backend takes. */
function searched({ search }: { search?: string }): string | undefined {
  return search?.slice(0, MAX_SEARCH);
}

/** A VM whose names can be parts of a path. Users write them into entities, and no encoding makes "." or ".." safe. */
function checked({ cluster, namespace, name }: NamedInCluster) {
  if ([cluster, namespace, name].some(part => ['', '.', '..'].includes(part))) {
    throw new InputError(
      `Found the VM "${name}" of namespace "${namespace}" on cluster "${cluster}", allowed: names of Kubernetes, none of them empty, "." or ".."`,
    );
  }
  return { cluster, namespace, name };
}

/** `/vlans/{id}` with its parameters. */
function filled(path: string, params: object = {}): string {
  return Object.entries(params).reduce(
    (text, [name, value]) =>
      text.replace(`{${name}}`, () => encodeURIComponent(String(value))),
    path,
  );
}

function queryText(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(name, String(value));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function posted(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
