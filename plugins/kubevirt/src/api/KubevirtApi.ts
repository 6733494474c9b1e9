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
  /** Whether the user may use them. */
  permitted?: boolean;
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
  /** Without a cluster, those of the default one. */
  getNamespaces(
    query: { cluster?: string; vlanId?: number },
    options?: CallOptions,
  ): Promise<NamespaceSummary[]>;
  getVm(vm: NamedInCluster, options?: CallOptions): Promise<VmDetails>;
  /** Without a cluster, those of the default one. */
  getChoices(
    query: { kind: ChoiceKind; cluster?: string },
    options?: CallOptions,
  ): Promise<NamedChoice[]>;
  createPreview(
    request: PreviewRequest,
    options?: CallOptions,
  ): Promise<Preview>;
}

/** The reference by which fields, cards and pages get the API. */
export const kubevirtApiRef = createApiRef<KubevirtApi>({
  id: 'plugin.kubevirt.api',
});
