import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BlastRadius,
  ChangeSet,
  reachLines,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

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
