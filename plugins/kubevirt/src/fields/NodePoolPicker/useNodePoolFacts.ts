import type { NodePoolSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';

/** The description, uplink and number of ready nodes of a node pool, on one line. */
export function useNodePoolFacts() {
  const t = useTexts();
  return ({ description, uplink, nodes }: NodePoolSummary): string =>
    [
      description,
      t('nodePool.uplink', { uplink }),
      'value' in nodes
        ? t('nodePool.nodes', {
            ready: String(nodes.value.ready),
            matching: String(nodes.value.matching),
          })
        : t('nodePool.nodesUnavailable', { reason: nodes.unavailable }),
    ]
      .filter(part => part !== undefined)
      .join(' · ');
}
