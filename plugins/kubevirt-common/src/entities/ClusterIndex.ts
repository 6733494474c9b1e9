import { KubeObject } from '../model/kubeObject';
import { unregisteredVlanRef, vlanEntityRef } from '../naming/entityRefs';
import {
  VlansOfNetwork,
  vlansOfNetworks,
  vlansOfPolicies,
} from './networkVlans';
import {
  CatalogFacts,
  EntityFacts,
  EntitySettings,
  RegisteredVlan,
} from './facts';

/** Indexes what is common to all VMs of a cluster: networks, namespaces, VLANs and the catalog. Built once. */
export class ClusterIndex {
  readonly cluster: string;
  readonly #vlansOf: VlansOfNetwork;
  readonly #networks = new Map<string, { nad: KubeObject; vlans: number[] }>();
  readonly #namespaces: Map<string, KubeObject>;
  readonly #registered: Map<number, RegisteredVlan>;
  /** The ids of the VLANs of the cluster, in ascending order. */
  readonly vlanIds: number[];

  constructor(
    facts: Omit<EntityFacts, 'vms'>,
    readonly catalog: CatalogFacts,
    readonly settings: EntitySettings,
  ) {
    this.cluster = facts.cluster;
    this.#vlansOf = vlansOfNetworks(facts);
    for (const nad of facts.networks) {
      const { namespace, name } = nad.metadata;
      this.#networks.set(`${namespace}/${name}`, {
        nad,
        vlans: this.#vlansOf(nad),
      });
    }
    this.#namespaces = new Map(
      facts.namespaces.map(object => [object.metadata.name, object]),
    );
    this.#registered = new Map(
      catalog.vlans
        .filter(({ clusters }) => clusters?.includes(this.cluster) ?? true)
        .map(vlan => [vlan.id, vlan]),
    );
    this.vlanIds = [
      ...new Set([
        ...vlansOfPolicies(facts.policies),
        ...[...this.#networks.values()].flatMap(({ vlans }) => vlans),
      ]),
    ].sort((a, b) => a - b);
  }

  namespace(name: string | undefined): KubeObject | undefined {
    return this.#namespaces.get(name ?? '');
  }

  /** A NAD by namespace and name, with the VLANs that it leads to. */
  network(reference: {
    namespace?: string;
    name: string;
  }): { nad: KubeObject; vlans: number[] } | undefined {
    return this.#networks.get(`${reference.namespace}/${reference.name}`);
  }

  isRegistered(vlanId: number): boolean {
    return this.#registered.has(vlanId);
  }

  /** The entity reference of a VLAN of this cluster. */
  vlanRef(vlanId: number): string {
    return this.isRegistered(vlanId)
      ? vlanEntityRef(vlanId)
      : unregisteredVlanRef({ cluster: this.cluster, vlanId });
  }

  /** The owner of the first registered VLAN among the ids. */
  vlanOwner(vlanIds: number[]): string | undefined {
    return vlanIds
      .map(id => this.#registered.get(id)?.owner)
      .find(owner => owner !== undefined);
  }
}
