import {
  EVERY_NAMESPACE,
  Fact,
  KINDS,
  KubeObject,
  POLICY_LABEL,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Requester } from '../requester/Requester';
import { withConditions } from '../live/cut';
import { flat } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { readKind } from '../live/readKind';
import { readSnapshot } from '../live/readSnapshot';
import { VlanState, vlanOnCluster } from './vlanOnCluster';
import { waysToVlan } from './waysToVlan';

/** A namespace of a dependent: `resource:<namespace>/<name>`. */
const REF_NAMESPACE = /^resource:([^/]+)\//;

/** Namespaces are read one by one; those that the VLAN's entity names come first. */
const MAX_NAMESPACES = 20;

/** Reads the current state of a VLAN on a cluster. */
export async function readVlanState(options: {
  live: LiveClusters;
  requester: Requester;
  cluster: string;
  vlanId: number;
  allowedNamespaces: string[];
  dependents: Set<string>;
}): Promise<Fact<VlanState>> {
  const { live, requester, cluster, vlanId, dependents } = options;
  const namespaces = namespacesOf(options);
  const reading = await live.read({
    cluster,
    requester,
    what: JSON.stringify(['snapshot', namespaces]),
    read: client => readSnapshot(client, namespaces),
  });
  if (!reading.known) {
    return reading;
  }
  const snapshot = reading.value;
  const { networks, policies } = snapshot;
  if (!networks.known && !policies.known) {
    // Nothing of the VLAN can be found then.
    return networks;
  }
  const ways = waysToVlan({ cluster, vlanId, snapshot, dependents });
  const names = [
    ...new Set(ways.carriers.map(({ policy }) => policy.metadata.name)),
  ];
  const enactments = flat(
    await live.read({
      cluster,
      requester,
      what: JSON.stringify(['enactments', names]),
      read: client => readEnactments(client, names),
    }),
  );
  return {
    known: true,
    ...vlanOnCluster({ cluster, snapshot, ways, enactments }),
  };
}

/** The namespaces to read if the identity may not read all. */
function namespacesOf(options: {
  allowedNamespaces: string[];
  dependents: Set<string>;
}): string[] {
  return [
    ...new Set([
      ...options.allowedNamespaces.filter(name => name !== EVERY_NAMESPACE),
      ...[...options.dependents].flatMap(
        ref => REF_NAMESPACE.exec(ref)?.[1] ?? [],
      ),
    ]),
  ]
    .slice(0, MAX_NAMESPACES)
    .sort();
}

/** Reads the enactments of some policies only: a cluster has one for each policy and node. */
async function readEnactments(
  client: ClusterClient,
  policies: string[],
): Promise<Fact<{ byPolicy: Map<string, KubeObject[]> }>> {
  const byPolicy = new Map<string, KubeObject[]>();
  for (const name of policies) {
    const reading = await readKind({
      client,
      kind: { ...KINDS.enactments, labelSelector: `${POLICY_LABEL}=${name}` },
      keep: withConditions,
    });
    if (!reading.known) {
      return reading;
    }
    byPolicy.set(name, reading.items);
  }
  return { known: true, byPolicy };
}
