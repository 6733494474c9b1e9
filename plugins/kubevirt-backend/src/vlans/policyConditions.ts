import {
  KubeObject,
  PolicyProgress,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * How far a policy is by what it says of itself, for who may read policies and not enactments. Its conditions may still
 * be those of its last generation, and say nothing of single nodes.
 */
export function policyConditions(policy: KubeObject): PolicyProgress {
  return { verdict: verdictOf(policy), nodes: [], configured: 0 };
}

function verdictOf({ status }: KubeObject): PolicyProgress['verdict'] {
  const conditions =
    isRecord(status) && Array.isArray(status.conditions)
      ? status.conditions.filter(isRecord)
      : [];
  const holds = (type: string) =>
    conditions.some(c => c.type === type && c.status === 'True');
  if (
    conditions.some(c => c.status === 'True' && c.reason === 'NoMatchingNode')
  ) {
    return 'no-matching-node';
  }
  if (holds('Degraded')) {
    return 'failed';
  }
  return holds('Available') ? 'configured' : 'progressing';
}
