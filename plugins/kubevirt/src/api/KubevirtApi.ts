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
import type { VlansQuery } from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';

/** Options of every call. */
export interface CallOptions {
  /** Cancels the request. */
  signal?: AbortSignal;
}

/** Which VLANs, and which page of them. */
export type VlanQuery = VlansQuery;

/** Which names of a list: those that contain a text, up to a limit. */
export interface NameQuery {
  /** The default cluster if absent. */
  cluster?: string;
  search?: string;
  limit: number;
}

/** Kinds of objects that a VM can be made from. */
export type ChoiceKind = 'boot-sources' | 'instancetypes' | 'preferences';

/** The API of the backend plugin `kubevirt`, called as the signed-in user. */
export interface KubevirtApi {
  getVlans(
    query: VlanQuery,
    options?: CallOptions,
  ): Promise<ApiPage<VlanSummary>>;
  /** With a cluster, the VLAN that has the id there: unregistered VLANs of one id may differ between clusters. */
  getVlan(
    query: { id: number; cluster?: string },
    options?: CallOptions,
  ): Promise<VlanDetails>;
  getClusters(options?: CallOptions): Promise<ClusterSummary[]>;
  /** The first page of the matches. */
  getNamespaces(
    query: NameQuery & { vlanId?: number },
    options?: CallOptions,
  ): Promise<ApiPage<NamespaceSummary>>;
  getVm(vm: NamedInCluster, options?: CallOptions): Promise<VmDetails>;
  getVmLinks(vm: NamedInCluster, options?: CallOptions): Promise<VmLinks>;
  /** The first page of the matches. */
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
