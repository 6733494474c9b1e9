import { createApiRef } from '@backstage/frontend-plugin-api';
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

/** What every call takes: a signal that ends it. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Which VLANs, and which page of them. */
export interface VlanQuery {
  offset: number;
  limit: number;
  /** Words in the number, title, description, owner and subnet. */
  search?: string;
  cluster?: string;
  isRegistered?: boolean;
  /** Whether the catalog says errors of them. */
  hasErrors?: boolean;
  /** Whether the user may use them. */
  permitted?: boolean;
}

/** Which names of a list: those that have a text in them, and no more than so many. */
export interface NameQuery {
  /** Without one, the default cluster. */
  cluster?: string;
  search?: string;
  limit: number;
}

/** What a VM can be made from. */
export type ChoiceKind = 'boot-sources' | 'instancetypes' | 'preferences';

/** The backend plugin `kubevirt`, as the user who is signed in. */
export interface KubevirtApi {
  getVlans(
    query: VlanQuery,
    options?: CallOptions,
  ): Promise<ApiPage<VlanSummary>>;
  /** With a cluster, the VLAN that has the id there: what is not registered may be another one on each. */
  getVlan(
    query: { id: number; cluster?: string },
    options?: CallOptions,
  ): Promise<VlanDetails>;
  getClusters(options?: CallOptions): Promise<ClusterSummary[]>;
  /** The first page of those that the query finds. */
  getNamespaces(
    query: NameQuery & { vlanId?: number },
    options?: CallOptions,
  ): Promise<ApiPage<NamespaceSummary>>;
  getVm(vm: NamedInCluster, options?: CallOptions): Promise<VmDetails>;
  getVmLinks(vm: NamedInCluster, options?: CallOptions): Promise<VmLinks>;
  /** The first page of those that the query finds. */
  getChoices(
    query: NameQuery & { kind: ChoiceKind },
    options?: CallOptions,
  ): Promise<ApiPage<NamedChoice>>;
  createPreview(
    request: PreviewRequest,
    options?: CallOptions,
  ): Promise<Preview>;
}

/** The reference by which fields, cards and pages get the API. */
export const kubevirtApiRef = createApiRef<KubevirtApi>({
  id: 'plugin.kubevirt.api',
});
