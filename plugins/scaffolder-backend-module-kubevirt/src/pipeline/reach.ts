import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BlastRadius,
  ChangeSet,
  Facts,
  KubeObject,
  Plan,
  existingOf,
  formatObject,
  formatObjectId,
  reachLines,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The objects that changes delete, or would delete if the checks allowed it, as they exist. */
export function deletedObjects(options: {
  changes: ChangeSet;
  plan: Pick<Plan, 'removals'>;
  facts: Facts;
}): KubeObject[] {
  const { changes, plan, facts } = options;
  const ids = changes
    .filter(({ action }) => action !== 'unchanged')
    .map(formatObjectId);
  const existing = existingOf(removedObjects(plan.removals), facts)
    .filter(object => ids.includes(formatObject(object)))
    .map(object => [formatObject(object), object] as const);
  return [...new Map(existing).values()];
}

/** Logs what changes reach; a run that changes nothing reaches nothing. */
export function logReach(options: {
  changes: ChangeSet;
  radius: BlastRadius;
  logger: LoggerService;
}): void {
  const { changes, radius, logger } = options;
  if (changes.some(({ action }) => action !== 'unchanged')) {
    reachLines(radius).forEach(line => logger.info(line));
  }
}
