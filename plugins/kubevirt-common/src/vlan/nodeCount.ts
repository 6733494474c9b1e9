import { isReady } from '../manifests/nodeViews';
import { KubeObject } from '../model/kubeObject';
import { isSelected } from '../model/nodePools';

/** The number of nodes with all labels of a selector, and the number of Ready ones among them. */
export function nodeCount(
  nodes: KubeObject[],
  selector: Record<string, string>,
): { matching: number; ready: number } {
  const matching = nodes.filter(node => isSelected(node, selector));
  return { matching: matching.length, ready: matching.filter(isReady).length };
}
