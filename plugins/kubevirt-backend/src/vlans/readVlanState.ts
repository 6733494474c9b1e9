import {
  EVERY_NAMESPACE,
  Fact,
  KINDS,
  KubeObject,
  POLICY_LABEL,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Asker } from '../asker/Asker';
import { withConditions } from '../live/cut';
import { flat } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { readKind } from '../live/readKind';
import { readSnapshot } from '../live/readSnapshot';
import { VlanState, vlanOnCluster } from './vlanOnCluster';
import { waysToVlan } from './waysToVlan';

/** A namespace of a dependent: `resource:<namespace>/<name>`. */
const REF_NAMESPACE = /^resource:([^/]+)\//;

/** Read one by one; those that the VLAN's entity names go first. */
const MAX_NAMESPACES = 20;

/** What a cluster says of a VLAN now. */
export async function readVlanState(options: {
  live: LiveClusters;
  asker: Asker;
  cluster: string;
  vlanId: number;
  allowedNamespaces: string[];
  dependents: Set<string>;
}): Promise<Fact<VlanState>> {
  const { live, asker, cluster, vlanId, dependents } = options;
  const namespaces = namespacesOf(options);
  const reading = await live.read({
    cluster,
    asker,
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
      asker,
      what: JSON.stringify(['enactments', names]),
      read: client => readEnactments(client, names),
    }),
  );
  return {
    known: true,
    ...vlanOnCluster({ cluster, snapshot, ways, enactments }),
  };
}

/** Where to look when the identity may not look everywhere. */
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

/** Of some policies alone: a cluster has as many enactments as it has policies, times its nodes. */
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
