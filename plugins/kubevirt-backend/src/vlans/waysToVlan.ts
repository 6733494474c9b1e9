import {
  KubeObject,
  VlanCarrier,
  networkEntityRef,
  vlanCarriers,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { itemsOf } from '../live/readKind';
import { Snapshot } from '../live/readSnapshot';

/** The networks and policies of a VLAN on one cluster. */
export interface VlanWays {
  networks: KubeObject[];
  carriers: VlanCarrier[];
}

/** Finds the NADs on a VLAN, and the policies that give it to nodes. */
export function waysToVlan(options: {
  cluster: string;
  vlanId: number;
  snapshot: Snapshot;
  /** References of the entities that depend on the VLAN. */
  dependents: Set<string>;
}): VlanWays {
  const { cluster, vlanId, snapshot, dependents } = options;
  // Few may read policies; the catalog knows then what Backstage itself read.
  const byCatalog = !snapshot.policies.known;
  const networks = itemsOf(snapshot.networks).filter(
    nad =>
      snapshot.vlansOf(nad.metadata).includes(vlanId) ||
      (byCatalog && dependents.has(networkRef(cluster, nad))),
  );
  const policies = itemsOf(snapshot.policies);
  return { networks, carriers: vlanCarriers({ vlanId, policies, networks }) };
}

/** The reference of a NAD's entity. */
export function networkRef(cluster: string, { metadata }: KubeObject): string {
  const { namespace = '', name } = metadata;
  return networkEntityRef({ cluster, namespace, name });
}
