import { CheckContext } from '../CheckContext';
import { poolsOf } from '../../model/nodePools';
import { record } from '../../manifests/read';
import { checkNodeStates } from './checkNodeStates';
import { checkPolicyInProgress } from './checkPolicyInProgress';
import { checkSelectedNodes } from './checkSelectedNodes';
import { claimFaults } from './claimFaults';
import { countFaults } from './countFaults';
import {
  DesiredInterface,
  basesOf,
  desiredInterfaces,
} from './desiredInterfaces';
import { checkMtuOrder, mtuFaults } from './mtuFaults';
import { reportFaults } from './nodeFaults';
import { matchingNodes, topologiesOf } from '../../manifests/nodeViews';
import { protectedFaults } from './protectedFaults';
import { sharedUplinks } from './sharedUplinks';
import { uplinkFaults } from './uplinkFaults';

export type { NodeFault } from './nodeFaults';
export { protectedClosure } from './protectedClosure';
export { protectedFaults } from './protectedFaults';

/** Checks what a policy does to the nodes that it selects, in their current state. */
export function checkPolicyOnNodes(context: CheckContext): void {
  const { object, need } = context;
  const interfaces = desiredInterfaces(object);
  checkMtuOrder(context, interfaces);
  checkPolicyInProgress(context);
  const nodes = need('nodes', 'which nodes the policy selects');
  const states = need('nodeStates', whatOf(interfaces));
  if (!nodes) {
    return;
  }
  const matching = matchingNodes(
    nodes.objects,
    record(object.spec, 'nodeSelector'),
  );
  checkSelectedNodes(context, matching, nodes);
  if (!states) {
    return;
  }
  const views = topologiesOf(matching, states.objects);
  const shared = sharedUplinks(
    poolsOf(object, context.site, context.facts.cluster).map(
      ([, pool]) => pool,
    ),
  );
  checkNodeStates({ context, matching, views, states });
  reportFaults(context, [
    ...protectedFaults({
      spec: object.spec,
      nodes: views,
      sharedUplinks: shared,
    }),
    ...views.flatMap(({ topology }) => [
      ...uplinkFaults(interfaces, topology, shared),
      ...claimFaults(interfaces, topology),
      ...countFaults(interfaces, topology),
    ]),
    ...mtuFaults(
      interfaces,
      views.map(({ topology }) => topology),
    ),
  ]);
}

function whatOf(interfaces: DesiredInterface[]): string {
  const nics = basesOf(interfaces).map(({ name }) => name);
  return nics.length === 0
    ? "whether this is the node's own network"
    : `whether ${nics.join(
        ', ',
      )} is there, carries the MTU and is not the node's own network`;
}
