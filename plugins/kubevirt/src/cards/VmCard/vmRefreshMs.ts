import type { VmDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { BUSY_REFRESH_MS, REFRESH_MS } from '../../hooks/refreshIntervals';

/** The backend caches a Git host's answers for this long. */
export const LINKS_MS = 60_000;

/** Statuses that soon change (kubevirt, staging/src/kubevirt.io/api/core/v1, VirtualMachinePrintableStatus). */
const BUSY = [
  'Provisioning',
  'Starting',
  'Stopping',
  'Terminating',
  'Migrating',
  'WaitingForVolumeBinding',
  'WaitingForReceiver',
];

/** The interval between refreshes of a VM. */
export function vmRefreshMs({ status }: VmDetails): number {
  return BUSY.includes(status) ? BUSY_REFRESH_MS : REFRESH_MS;
}
