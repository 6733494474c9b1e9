import type { VmDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { BUSY_REFRESH_MS, REFRESH_MS } from '../../hooks/refreshIntervals';

/** For as long, the backend answers what it knows of a Git host. */
export const LINKS_MS = 60_000;

/** Statuses that others follow soon (kubevirt, staging/src/kubevirt.io/api/core/v1, VirtualMachinePrintableStatus). */
const BUSY = [
  'Provisioning',
  'Starting',
  'Stopping',
  'Terminating',
  'Migrating',
  'WaitingForVolumeBinding',
  'WaitingForReceiver',
];

/** After how long a VM is read again. */
export function vmRefreshMs({ status }: VmDetails): number {
  return BUSY.includes(status) ? BUSY_REFRESH_MS : REFRESH_MS;
}
