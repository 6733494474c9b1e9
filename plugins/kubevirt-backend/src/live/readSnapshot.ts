import {
  Fact,
  KINDS,
  KubeObject,
  forEntities,
  forLiveInstance,
  forLiveVm,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { withConditions, withSpec } from './cut';
import { KindRead, itemsOf, readKind } from './readKind';
import { VlansOfNad, vlansOfNads } from './vlansOfNads';

/** What pages show of VLANs on one cluster, as far as one identity may read it. */
export interface Snapshot {
  nodes: Fact<KindRead<KubeObject>>;
  policies: Fact<KindRead<KubeObject>>;
  networks: Fact<KindRead<KubeObject>>;
  /** Reduced to what is shown of them. */
  vms: Fact<KindRead<KubeObject>>;
  instances: Fact<KindRead<KubeObject>>;
  /** Finds the VLANs that one of the networks leads to. */
  vlansOf: VlansOfNad;
}

/**
 * Reads all kinds at the same time.
 *
 * @param namespaces - read one by one where the identity may not list all
 */
export async function readSnapshot(
  client: ClusterClient,
  namespaces: string[],
): Promise<Snapshot> {
  const [nodes, policies, networks, clusterNetworks, vms, instances] =
    await Promise.all([
      readKind({ client, kind: KINDS.nodes, keep: withConditions }),
      readKind({ client, kind: KINDS.policies, keep: withSpec }),
      readKind({
        client,
        kind: KINDS.networks,
        keep: forEntities,
        namespaces,
      }),
      readKind({ client, kind: KINDS.clusterNetworks, keep: forEntities }),
      readKind({ client, kind: KINDS.vms, keep: forLiveVm, namespaces }),
      readKind({
        client,
        kind: KINDS.instances,
        keep: forLiveInstance,
        namespaces,
      }),
    ]);
  const vlansOf = vlansOfNads({
    cluster: client.cluster,
    networks: itemsOf(networks),
    policies: itemsOf(policies),
    clusterNetworks: itemsOf(clusterNetworks),
  });
  return { nodes, policies, networks, vms, instances, vlansOf };
}
