import type { ChangeSet } from '../model/changeSet';
import type { Finding } from '../check/finding';
import type { BlastRadius } from '../plan/blastRadius';
import type { PolicyProgress } from '../progress';

/**
 * What the plugin `kubevirt` of the backend answers, and its pages show. Everything is as the user who asks may see it.
 */

/** Something that is there, or why it is not: a page shows the reason in its place. */
export type Part<T> = { value: T } | { unavailable: string };

/** One page of a list. */
export interface ApiPage<T> {
  items: T[];
  /** Over all pages. */
  totalItems: number;
  /** Where the next page begins; absent on the last one. */
  nextOffset?: number;
}

/** Whether the user may use a VLAN, for whatever namespace; otherwise the reason, with whom to ask. */
export type VlanPermit = { allowed: true } | { allowed: false; reason: string };

/** A VLAN of the catalog, registered or only seen on a cluster. `GET /vlans` pages over them, by id. */
export interface VlanSummary {
  entityRef: string;
  id: number;
  title: string;
  description?: string;
  /** A full entity reference. */
  owner: string;
  isRegistered: boolean;
  /** What the catalog says against it; absent where it says nothing. */
  errors?: string[];
  /** CIDR. */
  subnet?: string;
  gateway?: string;
  /** Absent: every cluster, and any pool. */
  clusters?: string[];
  nodePools?: string[];
  /** Full references, besides the owner. */
  allowedGroups: string[];
  /** `*` alone: every tenant's. */
  allowedNamespaces: string[];
  permit: VlanPermit;
  /** How many entities of the catalog depend on it. */
  networks: number;
  vms: number;
}

/** `GET /clusters`: what the site configuration has. */
export interface ClusterSummary {
  name: string;
  nodePools: NodePoolSummary[];
  /** False where no connection is configured: there is no live data. */
  isConnected: boolean;
  /** The one that is meant where none is named: `kubevirt.defaultCluster`, or the only one. */
  isDefault?: true;
}

export interface NodePoolSummary {
  name: string;
  description?: string;
  uplink: string;
  /** `key=value`. */
  nodeSelector: string[];
  nodes: Part<{ matching: number; ready: number }>;
}

/**
 * `GET /namespaces`: those that the user may use, and that the VLAN allows where one is named; with `q`, those that have
 * the text in their name.
 */
export interface NamespaceSummary {
  name: string;
  /** Absent where it may be used. */
  reason?: string;
}

/** An address of a VLAN's subnet that somebody has. */
export interface UsedAddress {
  address: string;
  /** `<cluster>/<namespace>/<name>` */
  vm: string;
  entityRef: string;
  nic: string;
}

/** How full a subnet is. Sizes are decimal strings, as a subnet of IPv6 has more than a number can say. */
export interface AddressUse {
  total: string;
  reserved: string;
  used: UsedAddress[];
  free: string;
  /** The lowest that is neither reserved nor used. */
  nextFree?: string;
  /** What was not read, and why: addresses may be used that are not told here. Absent where all was. */
  incomplete?: string;
}

/** A VLAN on one cluster. */
export interface VlanOnCluster {
  cluster: string;
  policies: Array<{
    name: string;
    uplink: string;
    bridge?: string;
    /** Where enactments can't be read, it is what the policy says of itself, without nodes. */
    progress: PolicyProgress;
  }>;
  networks: Array<{ namespace: string; name: string; entityRef: string }>;
  vms: Array<{
    namespace: string;
    name: string;
    entityRef: string;
    addresses: string[];
  }>;
  /** What was not read, and why: the lists lack it. Absent where all was. */
  missing?: string[];
}

/**
 * `GET /vlans/:id`: a VLAN with what is on the clusters now. The registered one where there is one; `?cluster=` asks for
 * the VLAN that has the id on that cluster, which may be another that is not registered, and for that cluster alone.
 */
export interface VlanDetails {
  vlan: VlanSummary;
  addresses: Part<AddressUse>;
  clusters: Array<{ cluster: string; state: Part<VlanOnCluster> }>;
}

/** `GET /vms/:cluster/:namespace/:name`: a VM as it is now. */
export interface VmDetails {
  /** KubeVirt's `status.printableStatus`, such as `Running`. */
  status: string;
  nics: Array<{
    name: string;
    /** `<namespace>/<name>` of the NAD; absent for the pod network. */
    network?: string;
    vlans: number[];
    /** Why no VLAN is told: the network is not there, or what says them can't be read. Absent where they are known. */
    vlansUnknown?: 'network-missing' | 'unreadable';
    mac?: string;
    /** Those that the guest or cloud-init has. */
    addresses: string[];
    /** KubeVirt's `status.interfaces[].linkState`; absent where it is not known. */
    linkState?: 'up' | 'down';
  }>;
}

/** A page elsewhere: always of http or https. */
export interface WebLink {
  name: string;
  url: string;
}

/**
 * `GET /vms/:cluster/:namespace/:name/links`: where else a VM is. It is told of VMs that can't be read now, too, and of
 * those that are only proposed.
 */
export interface VmLinks {
  /** In the console of its cluster; absent where the configuration has none that is known. */
  console?: WebLink;
  /** The open request of its own branch; absent where there is none. */
  request?: Part<WebLink>;
  /** Its manifest in the GitOps repository; absent where it is not there. */
  file?: Part<WebLink>;
}

/** `POST /previews`: a template with the answers of its form. */
export interface PreviewRequest {
  templateRef: string;
  values: Record<string, unknown>;
}

/** What a template's task would do: its dry run by the scaffolder itself. */
export interface Preview {
  steps: PreviewStep[];
  /** Why the run would stop; absent where it would not. Nothing was written in either case. */
  failure?: string;
}

/** What one step with an action of ours would do. */
export interface PreviewStep {
  id: string;
  changes: ChangeSet;
  findings: Finding[];
  /** As the templates make them, in apply order; what people changed in a file by hand stays there and is not shown. */
  manifests: Array<{ path: string; text: string }>;
  reach: BlastRadius;
}

/**
 * `GET /boot-sources`, `/instancetypes` and `/preferences`: what a VM can be made from on a cluster; with `q`, what has the
 * text in its name or title.
 */
export interface NamedChoice {
  name: string;
  /** Absent for what belongs to the whole cluster. */
  namespace?: string;
  title?: string;
}
