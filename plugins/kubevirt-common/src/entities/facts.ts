import { KubeObject } from '../model/kubeObject';

/** One cluster as it is, in what its entities are made from; whole, or nothing is made of it. */
export interface EntityFacts {
  /** The cluster's name in the configuration. */
  cluster: string;
  vms: KubeObject[];
  networks: KubeObject[];
  policies: KubeObject[];
  namespaces: KubeObject[];
  /** ClusterUserDefinedNetworks; none where OVN-Kubernetes has no such kind. */
  clusterNetworks: KubeObject[];
}

/** What the catalog has already, that entities of a cluster refer to. */
export interface CatalogFacts {
  /** The VLANs that are registered, with their owners as full references. */
  vlans: RegisteredVlan[];
  /** Full references of all Systems, in lower case. */
  systems: Set<string>;
  /** Full references of Components by their annotation `backstage.io/kubernetes-id`. */
  components: Map<string, string>;
}

/** A VLAN that has an entity of its own in the catalog. */
export interface RegisteredVlan {
  id: number;
  owner: string;
  /** The clusters that have it; undefined for every one. */
  clusters?: string[];
}

/** How the entities of one cluster are made. */
export interface EntitySettings {
  /** The owner of what says none, as a full reference. */
  defaultOwner: string;
  /** `backstage.io/managed-by-location` of all of them; absent where they stand in a file, which the catalog names itself. */
  location?: string;
}
