import { Facts } from '../model/facts';
import { NodeTopology, nodeTopology } from '../manifests/nodeTopology';
import { matchingNodes } from '../manifests/nodeViews';
import type { KnownFact } from './liveFacts';

/** The label that virt-handler sets on nodes that may run VMs (kubevirt, api/core/v1/types.go, NodeSchedulable). */
const RUNS_VMS = { 'kubevirt.io/schedulable': 'true' };

/** The networks of the nodes that run VMs, or of all nodes if none has the label. */
export function vmTopologies(
  facts: Facts,
  states: KnownFact | undefined,
): NodeTopology[] {
  const all = (states?.objects ?? []).map(nodeTopology);
  const nodes = facts.live?.nodes;
  const names = matchingNodes(nodes?.known ? nodes.objects : [], RUNS_VMS).map(
    ({ metadata }) => metadata.name,
  );
  return names.length === 0
    ? all
    : all.filter(({ node }) => names.includes(node));
}
