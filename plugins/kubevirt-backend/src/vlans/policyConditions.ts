import {
  KubeObject,
  PolicyProgress,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * The progress of a policy by its own status, for users who may read policies but not enactments. The conditions may still
 * belong to the previous generation, and do not cover single nodes.
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
