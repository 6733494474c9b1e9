import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';

/** Why the user may not use a VLAN on a cluster; undefined if they may. */
export function useVlanDenial(cluster: string | undefined) {
  const t = useTexts();
  return ({ permit, clusters, owner }: VlanSummary): string | undefined => {
    if (!permit.allowed) {
      return permit.reason;
    }
    return cluster === undefined || (clusters ?? [cluster]).includes(cluster)
      ? undefined
      : t('vlanPicker.notOnCluster', { cluster, owner });
  };
}
