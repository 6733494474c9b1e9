import { CustomErrorBase } from '@backstage/errors';
import {
  KubeObject,
  POLICY_LABEL,
  PolicyProgress,
  describeNode,
  formatObject,
  hasFailed,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { selectorText } from './policyKinds';

/** The nodes did not apply a policy, or not in time. */
export class PolicyFailedError extends CustomErrorBase {
  name = 'PolicyFailedError' as const;
}

/** Why a policy will not make progress by itself. */
export function policyFailure(
  policy: KubeObject,
  progress: PolicyProgress,
): Error {
  const id = formatObject(policy);
  if (progress.verdict === 'no-matching-node') {
    const selector = selectorText(policy);
    return new PolicyFailedError(
      `${id} matches no node that nmstate can configure: found nodeSelector ${selector}; allowed: labels that a node has (kubectl get nodes -l ${selector}), on nodes where the handler of kubernetes-nmstate runs. Correct nodeSelector of the node pool in kubevirt.clusters`,
    );
  }
  const bad = progress.nodes.filter(hasFailed);
  return new PolicyFailedError(
    `${id} failed on ${bad.length} of ${
      progress.matching ?? progress.nodes.length
    } nodes, ${
      progress.configured
    } are configured; nmstate has put each failed node back as it was, and tries again only when the policy changes. ${bad
      .map(describeNode)
      .join('; ')}. ${howToLook(policy)}`,
  );
}

/** Which nodes are open when the time is over. */
export function policyTooLate(options: {
  policy: KubeObject;
  progress: PolicyProgress | undefined;
  limitMs: number;
}): Error {
  const { policy, progress, limitMs } = options;
  const open = progress?.nodes.filter(({ state }) => state !== 'configured');
  return new PolicyFailedError(
    `${formatObject(policy)} is not configured after ${
      limitMs / 60_000
    } minutes (kubevirt.apply.waitMinutes), ${progress?.configured ?? 0} of ${
      progress?.matching ?? 'unknown'
    } nodes are. Still open: ${
      open?.map(describeNode).join('; ') || 'nothing was reported'
    }. The nodes go on by themselves, and running again goes on waiting. ${howToLook(
      policy,
    )}`,
  );
}

function howToLook({ metadata }: KubeObject): string {
  return `To look: kubectl get nodenetworkconfigurationenactments -l ${POLICY_LABEL}=${metadata.name} -o yaml`;
}
