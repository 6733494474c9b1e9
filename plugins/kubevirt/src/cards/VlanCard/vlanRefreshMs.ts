import type { VlanDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { BUSY_REFRESH_MS, REFRESH_MS } from '../../hooks/refreshIntervals';

/** After how long a VLAN is read again: soon while nodes are getting it. */
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
