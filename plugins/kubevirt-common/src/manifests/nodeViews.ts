import { Fact } from '../model/facts';
import { KubeObject } from '../model/kubeObject';
import { isSelected } from '../model/nodePools';
import { list, record, text } from './read';
import { NodeTopology, nodeTopology } from './nodeTopology';

/** A node and the network that it reports. */
export interface NodeView {
  node: KubeObject;
  topology: NodeTopology;
}

/**
 * The nodes with every label of a nodeSelector, compared as Kubernetes does: values are not converted, and an empty
 * selector matches every node.
 */
export function matchingNodes(
  nodes: KubeObject[],
  nodeSelector: unknown,
): KubeObject[] {
  return nodes.filter(node => isSelected(node, record(nodeSelector)));
}

/** The nodes that have a NodeNetworkState, with their networks. */
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

/** The networks of the nodes whose states were read. */
export function knownTopologies(states: Fact | undefined): NodeTopology[] {
  return states?.known ? states.objects.map(nodeTopology) : [];
}

/** True for a node whose condition Ready is True. */
export function isReady(node: KubeObject): boolean {
  return list(node, 'status', 'conditions').some(
    condition =>
      text(condition, 'type') === 'Ready' &&
      text(condition, 'status') === 'True',
  );
}
