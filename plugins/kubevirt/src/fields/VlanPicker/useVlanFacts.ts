import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { entityName } from '../../components/EntityLink';
import { useTexts } from '../../translations';

/** The owner, clusters and use of a VLAN, on one line. */
export function useVlanFacts() {
  const t = useTexts();
  return (vlan: VlanSummary): string =>
    [
      t('vlan.owner', { owner: entityName(vlan.owner) }),
      vlan.nodePools
        ? t('vlan.pools', { pools: vlan.nodePools.join(', ') })
        : t('vlan.anyPool'),
      t('vlan.vms', { count: vlan.vms }),
      t('vlan.networks', { count: vlan.networks }),
    ].join(' · ');
}
