import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';
import { useVlan } from './useVlan';

/** Why the form's VLAN excludes a node pool of a cluster; undefined if it does not, or that is not known. */
export function usePoolDenial(options: {
  vlanId: number | undefined;
  cluster: string | undefined;
}) {
  const { vlanId, cluster } = options;
  const t = useTexts();
  const vlan = useVlan(vlanId);
  return (pool: string): string | undefined => {
    if (vlan === undefined) {
      return undefined;
    }
    const { owner, clusters, nodePools } = vlan;
    if (cluster !== undefined && excludes(clusters, cluster)) {
      return t('vlanPicker.notOnCluster', { cluster, owner });
    }
    return excludes(nodePools, pool)
      ? t('nodePool.notForVlan', {
          id: String(vlan.id),
          pool,
          pools: nodePools.join(', '),
          owner,
        })
      : undefined;
  };
}

/** Without a list there is no restriction. */
function excludes(
  allowed: VlanSummary['nodePools'],
  name: string,
): allowed is string[] {
  return allowed !== undefined && !allowed.includes(name);
}
