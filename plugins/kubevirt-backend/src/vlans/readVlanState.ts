import {
  EVERY_NAMESPACE,
  KubeObject,
  POLICY_LABEL,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Asker } from '../asker/Asker';
import { withConditions } from '../live/cut';
import { KINDS } from '../live/kinds';
import { LiveClusters } from '../live/LiveClusters';
import { readKind } from '../live/readKind';
import { Reading, flat } from '../live/Reading';
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
}): Promise<Reading<VlanState>> {
  const { live, asker, cluster, vlanId, dependents } = options;
  const namespaces = namespacesOf(options);
  const reading = await live.read({
    cluster,
    asker,
    what: JSON.stringify(['snapshot', namespaces]),
    read: client => readSnapshot(client, namespaces),
  });
  if (!('value' in reading)) {
    return reading;
  }
  const snapshot = reading.value;
  const { networks, policies } = snapshot;
  if ('unavailable' in networks && 'unavailable' in policies) {
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
  return { value: vlanOnCluster({ cluster, snapshot, ways, enactments }) };
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
): Promise<Reading<Map<string, KubeObject[]>>> {
  const found = new Map<string, KubeObject[]>();
  for (const name of policies) {
    const reading = await readKind({
      client,
      kind: { ...KINDS.enactments, labelSelector: `${POLICY_LABEL}=${name}` },
      keep: withConditions,
    });
    if ('unavailable' in reading) {
      return reading;
    }
    found.set(name, reading.value.items);
  }
  return { value: found };
}
