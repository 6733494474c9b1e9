import {
  ClusterIndex,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Finds the VLANs that a NAD leads to. */
export type VlansOfNad = (nad: {
  namespace?: string;
  name: string;
}) => number[];

/** Follows NADs to their VLANs, as the catalog's entities do. */
export function vlansOfNads(options: {
  cluster: string;
  networks: KubeObject[];
  policies: KubeObject[];
  clusterNetworks: KubeObject[];
}): VlansOfNad {
  const index = new ClusterIndex(
    { ...options, namespaces: [] },
    { vlans: [], systems: new Set(), components: new Map() },
    // Nothing here asks who owns a network.
    { defaultOwner: '' },
  );
  return nad => index.network(nad)?.vlans ?? [];
}
