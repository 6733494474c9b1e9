import { KubeObject, isRecord } from './kubeObject';
import { NodePool, Site } from './site';

/** True for a node with all labels of a selector; like Kubernetes, it compares values exactly. */
export function isSelected(
  node: KubeObject,
  selector: Record<string, unknown>,
): boolean {
  const labels = node.metadata.labels ?? {};
  return Object.entries(selector).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}

/** The node pools of a cluster whose nodeSelector equals that of a policy, with their names. */
export function poolsOf(
  policy: KubeObject,
  site: Site,
  cluster: string,
): Array<[string, NodePool]> {
  const spec = isRecord(policy.spec) ? policy.spec : {};
  const selector = isRecord(spec.nodeSelector) ? spec.nodeSelector : {};
  const pools = Object.hasOwn(site.clusters, cluster)
    ? site.clusters[cluster].nodePools
    : {};
  return Object.entries(pools).filter(
    ([, { nodeSelector }]) =>
      Object.keys(selector).length === Object.keys(nodeSelector).length &&
      Object.entries(nodeSelector).every(
        ([key, value]) =>
          Object.hasOwn(selector, key) && selector[key] === value,
      ),
  );
}
