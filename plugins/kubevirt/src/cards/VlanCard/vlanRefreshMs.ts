import type { VlanDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { BUSY_REFRESH_MS, REFRESH_MS } from '../../hooks/refreshIntervals';

/** The interval between refreshes of a VLAN: short while nodes are being configured. */
export function vlanRefreshMs({ clusters }: VlanDetails): number {
  const isBusy = clusters.some(
    ({ state }) =>
      'value' in state &&
      state.value.policies.some(
        ({ progress }) => progress.verdict === 'progressing',
      ),
  );
  return isBusy ? BUSY_REFRESH_MS : REFRESH_MS;
}
