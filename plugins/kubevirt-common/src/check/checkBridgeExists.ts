import {
  BridgeMade,
  bridgesNamed,
  bridgeNamesOf,
  bridgesOn,
} from '../manifests/bridges';
import { CheckContext } from './CheckContext';
import { NodeTopology } from '../manifests/nodeTopology';
import { matchingNodes, topologiesOf } from '../manifests/nodeViews';
import { record } from '../manifests/read';
import { resultingObjects } from '../manifests/locatedObjects';
import { vmTopologies } from './vmNodes';
import { isComplete } from './isComplete';
import { some } from './words';

const FIELD = 'spec.config.bridge';

/**
 * Checks that the bridge of a network exists or will. For a missing bridge the CNI plugin creates an empty one: the
 * VM starts and has no traffic (kubevirt #2241).
 */
export function checkBridgeExists(context: CheckContext, bridge: string): void {
  const planned = bridgeNamesOf(context.manifests);
  if (planned.includes(bridge)) {
    return;
  }
  const objects = resultingObjects(context).map(({ object }) => object);
  const made = bridgesNamed(bridge, objects);
  if (made.length > 0) {
    checkEverywhere({ context, bridge, made });
  } else if (planned.length > 0 && !isOnSomeNode(context, bridge)) {
    context.report({
      level: 'error',
      code: 'network-bridge-other',
      field: FIELD,
      message: `found "${bridge}", which nobody makes; allowed beside this policy: ${planned.join(
        ', ',
      )}, which it makes`,
    });
  } else {
    checkOnNodes(context, bridge);
  }
}

function isOnSomeNode({ facts }: CheckContext, bridge: string): boolean {
  const states = facts.live?.nodeStates;
  return (
    states?.known === true &&
    vmTopologies(facts, states).some(
      topology => bridgesOn(topology, bridge).length > 0,
    )
  );
}

/** No policy makes the bridge, but somebody may have made it by hand. */
function checkOnNodes(context: CheckContext, bridge: string): void {
  const { facts, need, report } = context;
  const states = need('nodeStates', `whether the bridge "${bridge}" is there`);
  const topologies = vmTopologies(facts, states);
  const without = withoutBridge(bridge, topologies);
  if (states && without.length < topologies.length) {
    reportPartial({ context, bridge, without, all: topologies });
    return;
  }
  const policies = need('policies', `whether one makes "${bridge}"`);
  const sources = [
    ...(facts.existing ? [facts.existing.source] : []),
    ...(policies ? [policies.source] : []),
  ];
  const noPolicy =
    sources.length > 0
      ? `no policy in ${sources.join(' or ')} makes the bridge "${bridge}"`
      : `not checked whether a policy makes the bridge "${bridge}", because neither cluster nor GitOps repository was read`;
  report({
    level: isComplete(states) && isComplete(policies) ? 'error' : 'warning',
    code: 'network-bridge-missing',
    field: FIELD,
    message: states
      ? `${noPolicy}, and none of ${topologies.length} nodes has it; allowed: a bridge that is there; attach the VLAN first, or with this network`
      : noPolicy,
  });
}

/** A known policy makes the bridge: checks that the nodes of the policy have it. */
function checkEverywhere(options: {
  context: CheckContext;
  bridge: string;
  made: BridgeMade[];
}): void {
  const { context, bridge, made } = options;
  const { nodes, nodeStates } = context.facts.live ?? {};
  if (!nodes?.known || !nodeStates?.known) {
    return;
  }
  const selected = made.flatMap(({ policy }) =>
    matchingNodes(nodes.objects, record(policy.spec).nodeSelector),
  );
  const all = topologiesOf([...new Set(selected)], nodeStates.objects).map(
    ({ topology }) => topology,
  );
  const without = withoutBridge(bridge, all);
  reportPartial({ context, bridge, without, all });
}

function reportPartial(options: {
  context: CheckContext;
  bridge: string;
  without: string[];
  all: NodeTopology[];
}): void {
  const { context, bridge, without, all } = options;
  if (without.length > 0) {
    context.report({
      level: 'warning',
      code: 'network-bridge-partial',
      field: FIELD,
      message: `"${bridge}" is on ${all.length - without.length} of ${
        all.length
      } nodes, not on ${some(without)}: ${
        without.length === all.length
          ? 'no VM of this network starts until it is'
          : 'VMs of this network run where it is alone'
      }`,
    });
  }
}

function withoutBridge(bridge: string, topologies: NodeTopology[]): string[] {
  return topologies
    .filter(topology => bridgesOn(topology, bridge).length === 0)
    .map(({ node }) => node);
}
