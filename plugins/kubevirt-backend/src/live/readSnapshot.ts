import {
  KubeObject,
  forEntities,
  forLiveInstance,
  forLiveVm,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { withConditions, withSpec } from './cut';
import { KINDS } from './kinds';
import { KindRead, itemsOf, readKind } from './readKind';
import { Reading } from './Reading';
import { VlansOfNad, vlansOfNads } from './vlansOfNads';

/** What pages show of VLANs on one cluster, in as much as one identity may read it. */
export interface Snapshot {
  nodes: Reading<KindRead<KubeObject>>;
  policies: Reading<KindRead<KubeObject>>;
  networks: Reading<KindRead<KubeObject>>;
  /** Cut down to what is shown of them. */
  vms: Reading<KindRead<KubeObject>>;
  instances: Reading<KindRead<KubeObject>>;
  /** Tells which VLANs one of the networks leads to. */
  vlansOf: VlansOfNad;
}

/**
 * Reads all kinds at the same time.
 *
 * @param namespaces - read by themselves where the identity may not list all
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
