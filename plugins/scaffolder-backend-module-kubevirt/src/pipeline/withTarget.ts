import { DeliveryTarget } from './DeliveryTarget';
import { PlannedRun } from './PlannedRun';
import { ClusterTarget } from './ClusterTarget';
import { GitOpsTarget } from './GitOpsTarget';
import { WorkspaceTarget } from './WorkspaceTarget';

/** Runs one attempt with the target that the request names, and closes it afterwards. */
export async function withTarget<T>(
  run: PlannedRun,
  attempt: (target: DeliveryTarget) => Promise<T>,
): Promise<T> {
  const target = await openTarget(run);
  try {
    return await attempt(target);
  } finally {
    await target.close?.();
  }
}

function openTarget(run: PlannedRun): Promise<DeliveryTarget> {
  switch (run.request.delivery) {
    case 'pull-request':
      return GitOpsTarget.open(run);
    case 'apply':
      return ClusterTarget.open(run);
    default:
      return WorkspaceTarget.open(run);
  }
}
