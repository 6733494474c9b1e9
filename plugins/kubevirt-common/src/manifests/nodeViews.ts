import { KubeObject } from '../model/kubeObject';
import { isSelected } from '../model/nodePools';
import { record } from './read';
import { NodeTopology, nodeTopology } from './nodeTopology';

/** A node with the network that it reports. */
export interface NodeView {
  node: KubeObject;
  topology: NodeTopology;
}

/**
 * The nodes that have every label of a nodeSelector, value for value, as Kubernetes compares them: no label is
 * converted, and an empty selector is every node.
 */
export function matchingNodes(
  nodes: KubeObject[],
  nodeSelector: unknown,
): KubeObject[] {
  return nodes.filter(node => isSelected(node, record(nodeSelector)));
}

/** Nodes with their networks; a node without a NodeNetworkState is left out. */
export function topologiesOf(
  nodes: KubeObject[],
  states: KubeObject[],
): NodeView[] {
  const byName = new Map(states.map(state => [state.metadata.name, state]));
  return nodes.flatMap(node => {
    const state = byName.get(node.metadata.name);
    return state ? [{ node, topology: nodeTopology(state) }] : [];
  });
}
