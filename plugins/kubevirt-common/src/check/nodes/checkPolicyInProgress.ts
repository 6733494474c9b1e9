import { isRecord } from '../../model/kubeObject';
import { differences } from '../../model/differences';
import { CheckContext } from '../CheckContext';
import { list } from '../../manifests/read';

/**
 * The reason with which kubernetes-nmstate considers a policy in progress; a missing reason means the same
 * (pkg/webhook, validatePolicyNotInProgressHook).
 */
const PROGRESSING = 'ConfigurationProgressing';

/** Reports a policy that the nodes are still configuring: kubernetes-nmstate refuses an update until they are done. */
export function checkPolicyInProgress({
  object,
  need,
  report,
}: CheckContext): void {
  const { name } = object.metadata;
  const live = need(
    'policies',
    `whether ${name} is still in progress`,
  )?.objects.find(policy => policy.metadata.name === name);
  if (!live || differences(live.spec, object.spec, 'spec').length === 0) {
    return;
  }
  const available = list(live, 'status', 'conditions')
    .filter(isRecord)
    .find(({ type }) => type === 'Available');
  if (!available?.reason || available.reason === PROGRESSING) {
    report({
      level: 'warning',
      code: 'policy-in-progress',
      field: 'spec',
      message: `${name} is still in progress on the nodes, and the cluster refuses a change until it is done; apply this afterwards`,
    });
  }
}
