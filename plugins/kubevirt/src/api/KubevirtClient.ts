import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { InputError, ResponseError } from '@backstage/errors';
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
  VmLinks,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type {
  CallOptions,
  ChoiceKind,
  KubevirtApi,
  NameQuery,
  VlanQuery,
} from './KubevirtApi';

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
    const search = searched(query);
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

  getNamespaces(query: NameQuery & { vlanId?: number }, options?: CallOptions) {
    const { cluster, vlanId, limit } = query;
    return this.#get<ApiPage<NamespaceSummary>>(
      withQuery('/namespaces', { cluster, vlanId, q: searched(query), limit }),
      options,
    );
  }

  async getVm(vm: NamedInCluster, options?: CallOptions) {
    return this.#get<VmDetails>(pathOf(vm), options);
  }

  async getVmLinks(vm: NamedInCluster, options?: CallOptions) {
    return this.#get<VmLinks>(`${pathOf(vm)}/links`, options);
  }

  getChoices(query: NameQuery & { kind: ChoiceKind }, options?: CallOptions) {
    const { kind, cluster, limit } = query;
    return this.#get<ApiPage<NamedChoice>>(
      withQuery(`/${kind}`, { cluster, q: searched(query), limit }),
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

/** What the backend is asked for, which takes no longer text. */
function searched({ search }: { search?: string }): string | undefined {
  return search?.slice(0, MAX_SEARCH);
}

function pathOf({ cluster, namespace, name }: NamedInCluster): string {
  const parts = [cluster, namespace, name];
  // Whoever registers an entity writes them, and no encoding keeps a URL from going up.
  if (parts.some(part => ['', '.', '..'].includes(part))) {
    throw new InputError(
      `Found the VM "${name}" of namespace "${namespace}" on cluster "${cluster}", allowed: names of Kubernetes, none of them empty, "." or ".."`,
    );
  }
  const path = parts.map(encodeURIComponent).join('/');
  return `/vms/${path}`;
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
