import { nodeTopology } from '../../manifests/nodeTopology';
import { matchingNodes } from '../../manifests/nodeViews';
import { isNodeBridge } from '../../manifests/bridges';
import { list, record, text } from '../../manifests/read';
import { LiveFacts } from '../../model/facts';
import { KubeObject, isRecord } from '../../model/kubeObject';
import { NodePool } from '../../model/site';
import { Attachment, AttachmentOptions } from './Attachment';
import { bridgeNetwork } from './bridgeNetwork';

/**
 * A bridge on the nodes carries the VLAN already, so a network with the id of the VLAN is enough. A VLAN that has a
 * policy of its own keeps it.
 */
export function trunkBridge({
  request,
  pool,
  policyName,
  live,
}: AttachmentOptions): Attachment | undefined {
  const { vlanId, namespace } = request;
  const bridge =
    live && !hasPolicy(live, policyName)
      ? trunkBridgeOf({ pool, vlanId, live })
      : undefined;
  return bridge === undefined
    ? undefined
    : {
        title: `Attach VLAN ${vlanId} to namespace ${namespace}, on the trunk bridge ${bridge}`,
        bridge,
        network: bridgeNetwork({ request, bridge, vlan: vlanId }),
      };
}

function hasPolicy({ policies }: LiveFacts, name: string): boolean {
  return (
    policies.known &&
    policies.objects.some(({ metadata }) => metadata.name === name)
  );
}

/**
 * Finds the Linux bridge that carries a VLAN on every node of a pool already: the uplink itself is its port, and lets the VLAN
 * through. Returns the first bridge by name.
 *
 * Undefined if there is none, and if a node has a VLAN interface with this id: it would take the frames, or it is the
 * node's own. A node without a NodeNetworkState, because it is new or down, does not count.
 */
function trunkBridgeOf(options: {
  pool: NodePool;
  vlanId: number;
  live: LiveFacts;
}): string | undefined {
  const { pool, live } = options;
  const { nodes, nodeStates } = live;
  if (!nodes.known || !nodeStates.known) {
    return undefined;
  }
  const selected = matchingNodes(nodes.objects, pool.nodeSelector);
  const bridges = selected
    .flatMap(
      ({ metadata }) =>
        nodeStates.objects.find(
          state => state.metadata.name === metadata.name,
        ) ?? [],
    )
    .map(state => trunksOnNode(state, options));
  const [first = [], ...rest] = bridges;
  return first
    .filter(name => rest.every(names => names.includes(name)))
    .sort()[0];
}

function trunksOnNode(
  state: KubeObject,
  { pool, vlanId }: { pool: NodePool; vlanId: number },
): string[] {
  const { uplink } = pool;
  const hasOwn = nodeTopology(state).interfaces.some(
    iface => iface.vlanId === vlanId,
  );
  return hasOwn
    ? []
    : list(state.status, 'currentState', 'interfaces')
        .filter(isRecord)
        .filter(iface => iface.type === 'linux-bridge' && iface.state === 'up')
        .filter(iface =>
          list(iface, 'bridge', 'port').some(
            port => text(port, 'name') === uplink && carries(port, vlanId),
          ),
        )
        .flatMap(iface => text(iface, 'name') ?? [])
        .filter(name => !isNodeBridge(name));
}

/** `vlan: {mode: trunk, trunk-tags: [{id}, {id-range: {min, max}}]}` (nmstate, rust/src/lib/ifaces/bridge_vlan.rs). */
function carries(port: unknown, vlanId: number): boolean {
  const { 'enable-native': isNative, tag: native } = record(port, 'vlan');
  return (
    text(port, 'vlan', 'mode') === 'trunk' &&
    // The native VLAN travels untagged.
    !(isNative === true && native === vlanId) &&
    list(port, 'vlan', 'trunk-tags').some(tag => {
      const { min, max } = record(tag, 'id-range');
      return (
        record(tag).id === vlanId ||
        (typeof min === 'number' &&
          typeof max === 'number' &&
          min <= vlanId &&
          vlanId <= max)
      );
    })
  );
}
