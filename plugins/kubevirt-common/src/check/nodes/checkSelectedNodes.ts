import { KubeObject } from '../../model/kubeObject';
import { CheckContext } from '../CheckContext';
import { KnownFact } from '../liveFacts';
import { record } from '../../manifests/read';
import { some } from '../words';
import { shown } from './nodeFaults';

const FIELD = 'spec.nodeSelector';
const ROLE = 'node-role.kubernetes.io/';

/** Checks that a policy selects at least one node and no node of the control plane. */
export function checkSelectedNodes(
  { object, report }: CheckContext,
  matching: KubeObject[],
  nodes: KnownFact,
): void {
  const labels = Object.entries(record(object.spec, 'nodeSelector'))
    .map(([key, value]) => `${key}: ${shown(value)}`)
    .join(', ');
  // If some nodes were not read, a matching one may be among them.
  if (matching.length === 0 && nodes.partial === undefined) {
    report({
      level: 'error',
      code: 'selector-none',
      field: FIELD,
      message: `found ${
        labels || 'no label'
      }, which no node has; allowed: labels of at least one node, or the policy changes nothing and no VM with this network starts`,
    });
  }
  const masters = matching.filter(
    node => hasRole(node, 'control-plane') || hasRole(node, 'master'),
  );
  if (masters.length > 0) {
    // In a compact cluster, the control plane nodes are the only nodes for VMs.
    const isCompact = matching.every(node => hasRole(node, 'worker'));
    const names = some(masters.map(({ metadata }) => metadata.name));
    report({
      level: isCompact ? 'warning' : 'error',
      code: 'selector-control-plane',
      field: FIELD,
      message: isCompact
        ? `${names} are nodes of the control plane too: a mistake there takes the cluster down`
        : `found ${names}, which are nodes of the control plane; allowed: workers; take the label from them, or select by another`,
    });
  }
}

function hasRole(node: KubeObject, role: string): boolean {
  return Object.hasOwn(record(node.metadata, 'labels'), `${ROLE}${role}`);
}
