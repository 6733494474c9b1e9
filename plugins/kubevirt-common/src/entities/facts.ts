import { KubeObject } from '../model/kubeObject';

/**
 * The objects of one cluster that its entities are made from. They must be complete: no entities are made from a
 * part.
 */
export interface EntityFacts {
  /** The name of the cluster in the configuration. */
  cluster: string;
  vms: KubeObject[];
  networks: KubeObject[];
  policies: KubeObject[];
  namespaces: KubeObject[];
  /** ClusterUserDefinedNetworks; empty if OVN-Kubernetes does not have that kind. */
  clusterNetworks: KubeObject[];
}

/** The existing catalog entities that entities of a cluster refer to. */
export interface CatalogFacts {
  /** The registered VLANs, with their owners as full references. */
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
  /** The clusters that have the VLAN; undefined: all. */
  clusters?: string[];
}

/** Settings for the entities of one cluster. */
export interface EntitySettings {
  /** The owner of entities without another owner, as a full reference. */
  defaultOwner: string;
  /**
   * `backstage.io/managed-by-location` of the entities; absent for entities in a file, because the catalog sets it
   * for those.
   */
  location?: string;
}
