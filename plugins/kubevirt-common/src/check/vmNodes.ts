import { Facts } from '../model/facts';
import { NodeTopology, nodeTopology } from '../manifests/nodeTopology';
import { matchingNodes } from '../manifests/nodeViews';
import type { KnownFact } from './liveFacts';

/** What KubeVirt's virt-handler gives to a node that VMs may run on (kubevirt, api/core/v1/types.go, NodeSchedulable). */
const RUNS_VMS = { 'kubevirt.io/schedulable': 'true' };

/** The networks of the nodes that VMs run on; of all nodes where none is known for it. */
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
