import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ApiPage,
  ClusterSummary,
  NamedChoice,
  NamedInCluster,
  NamespaceSummary,
  Preview,
  PreviewRequest,
  VlanDetails,
  VlanSummary,
  VmDetails,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type {
  CallOptions,
  ChoiceKind,
  KubevirtApi,
  VlanQuery,
} from './KubevirtApi';

/** Of the lists that are read as a whole; the backend gives no more at a time. */
const LIMIT = 500;
/** The backend takes no longer search. */
const MAX_SEARCH = 100;

type Query = Record<string, string | number | boolean | undefined>;

/** The API over HTTP. Who asks is known by Backstage's own session: no token is handled here. */
export class KubevirtClient implements KubevirtApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getVlans(query: VlanQuery, options?: CallOptions) {
    const search = query.search?.slice(0, MAX_SEARCH);
    return this.#get<ApiPage<VlanSummary>>(
      withQuery('/vlans', { ...query, search }),
      options,
    );
  }

  getVlan(query: { id: number; cluster?: string }, options?: CallOptions) {
    const { id, cluster } = query;
    return this.#get<VlanDetails>(
      withQuery(`/vlans/${id}`, { cluster }),
      options,
    );
  }

  getClusters(options?: CallOptions) {
    return this.#get<ClusterSummary[]>('/clusters', options);
  }

  getNamespaces(
    query: { cluster?: string; vlanId?: number },
    options?: CallOptions,
  ) {
    return this.#list<NamespaceSummary>(
      withQuery('/namespaces', { ...query, limit: LIMIT }),
      options,
    );
  }

  getVm(vm: NamedInCluster, options?: CallOptions) {
    const path = [vm.cluster, vm.namespace, vm.name]
      .map(encodeURIComponent)
      .join('/');
    return this.#get<VmDetails>(`/vms/${path}`, options);
  }

  getChoices(
    query: { kind: ChoiceKind; cluster?: string },
    options?: CallOptions,
  ) {
    const { kind, cluster } = query;
    return this.#list<NamedChoice>(
      withQuery(`/${kind}`, { cluster, limit: LIMIT }),
      options,
    );
  }

  createPreview(request: PreviewRequest, options?: CallOptions) {
    return this.#call<Preview>('/previews', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: options?.signal,
    });
  }

  async #list<T>(path: string, options?: CallOptions): Promise<T[]> {
    const { items } = await this.#get<{ items: T[] }>(path, options);
    return items;
  }

  #get<T>(path: string, options?: CallOptions): Promise<T> {
    return this.#call<T>(path, { signal: options?.signal });
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('kubevirt');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(name, String(value));
    }
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
