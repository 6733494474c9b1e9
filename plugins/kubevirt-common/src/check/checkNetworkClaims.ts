import { isVlanId } from '../values/numbers';
import { NETWORK_KIND } from '../constants';
import { formatObject } from '../model/kubeObject';
import { bridgesMade, bridgesNamed, bridgesOn } from '../manifests/bridges';
import { CheckContext } from './CheckContext';
import { mayOverlap } from './checkClaims';
import { matchingNodes, topologiesOf } from '../manifests/nodeViews';
import { portsOf } from '../manifests/nodeTopology';
import { policyInterfaces } from '../manifests/policySpec';
import { record, text } from '../manifests/read';
import { readNetwork } from '../manifests/readNetwork';
import {
  LocatedObject,
  resultingObjects,
  othersOf,
} from '../manifests/locatedObjects';
import { isComplete } from './isComplete';
import { some } from './words';

/**
 * Finds networks that already carry a VLAN of the policy on a VLAN-aware bridge. Planning uses such a bridge if it
 * can read the nodes; otherwise only this check notices it.
 */
export function checkNetworkClaims(context: CheckContext): void {
  const made = vlanBridges(context);
  if (made.length === 0) {
    return;
  }
  const ids = made.map(({ id }) => id).join(', ');
  context.need('networks', `whether VLAN ${ids} is on another bridge already`);
  made.forEach(vlan =>
    networksByBridge(context, vlan.id).forEach((networks, bridge) => {
      if (!vlan.bridges.includes(bridge) && mayShareNode(context, bridge)) {
        reportOther({ context, vlan, bridge, networks });
      }
    }),
  );
}

/** A VLAN of the policy and the bridges that carry it. */
interface VlanBridges {
  id: number;
  field: string;
  bridges: string[];
}

function vlanBridges({ object }: CheckContext): VlanBridges[] {
  const bridges = bridgesMade([object]).map(({ iface }) => iface);
  return policyInterfaces(object).flatMap((iface, i) => {
    const { id } = record(iface, 'vlan');
    const name = text(iface, 'name');
    const over = bridges
      .filter(bridge => name !== undefined && portsOf(bridge).includes(name))
      .flatMap(bridge => text(bridge, 'name') ?? []);
    return isVlanId(id) && iface.type === 'vlan' && over.length > 0
      ? [{ id, field: `spec.desiredState.interfaces[${i}]`, bridges: over }]
      : [];
  });
}

/** Networks with the VLAN's id that are not part of this change, by bridge. */
function networksByBridge(
  context: CheckContext,
  id: number,
): Map<string, LocatedObject[]> {
  const ours = new Set(context.manifests.map(formatObject));
  const found = new Map<string, LocatedObject[]>();
  othersOf(context, NETWORK_KIND)
    .filter(({ object }) => !ours.has(formatObject(object)))
    .forEach(located => {
      const network = readNetwork(located.object);
      const bridge = text(network?.config, 'bridge');
      if (network?.config.vlan === id && bridge !== undefined) {
        found.set(bridge, [...(found.get(bridge) ?? []), located]);
      }
    });
  return found;
}

/** False if all nodes of the policy are known and none of them has the bridge or will get it. */
function mayShareNode(context: CheckContext, bridge: string): boolean {
  const { object, facts } = context;
  const { nodes, nodeStates } = facts.live ?? {};
  if (
    !nodes?.known ||
    !nodeStates?.known ||
    !isComplete(nodes) ||
    !isComplete(nodeStates)
  ) {
    return true;
  }
  const selected = matchingNodes(
    nodes.objects,
    record(object.spec).nodeSelector,
  );
  const views = topologiesOf(selected, nodeStates.objects);
  return (
    views.length < selected.length ||
    views.some(({ topology }) => bridgesOn(topology, bridge).length > 0) ||
    bridgesNamed(
      bridge,
      resultingObjects(context).map(located => located.object),
    ).some(({ policy }) => mayOverlap(object, policy))
  );
}

function reportOther(options: {
  context: CheckContext;
  vlan: VlanBridges;
  bridge: string;
  networks: LocatedObject[];
}): void {
  const { context, vlan, bridge, networks } = options;
  const { id, field, bridges } = vlan;
  const names = networks.map(
    ({ object, source }) => `${formatObject(object)} in ${source}`,
  );
  context.report({
    level: 'warning',
    code: 'claimed-by-network',
    field,
    message: `found VLAN ${id} for the bridge ${bridges
      .map(name => `"${name}"`)
      .join(', ')}, but "${bridge}" carries it already for ${some(
      names,
    )}, by "vlan": ${id}: on a node with both, two bridges would carry one VLAN; allowed: one bridge for a VLAN, so name "${bridge}" and "vlan": ${id} in the new network and leave out this policy, or make sure that no node of the policy has "${bridge}"`,
  });
}
