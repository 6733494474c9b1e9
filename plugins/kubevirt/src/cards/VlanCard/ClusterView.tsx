import { Flex, Text } from '@backstage/ui';
import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ChainPicture } from '../../components/ChainPicture';
import { useTexts } from '../../translations';
import { NetworkTable } from './NetworkTable';
import { PolicyView } from './PolicyView';
import { VmTable } from './VmTable';
import { useTopologyLayers } from './useTopologyLayers';

/** A VLAN on one cluster: policies with their nodes, networks, VMs, and how they are connected. */
export function ClusterView(props: { vlanId: number; state: VlanOnCluster }) {
  const { vlanId, state } = props;
  const { cluster, policies, networks, vms } = state;
  const t = useTexts();
  const layers = useTopologyLayers(vlanId, state);
  const id = String(vlanId);
  return (
    <Flex direction="column" gap="4">
      <ChainPicture
        title={t('picture.topology', { id, cluster })}
        layers={layers}
      />
      <Text as="h4" variant="body-medium" weight="bold">
        {t('vlanCard.pools')}
      </Text>
      {policies.length === 0 && <Text>{t('vlanCard.noPolicies')}</Text>}
      {policies.map(policy => (
        <PolicyView key={policy.name} cluster={cluster} policy={policy} />
      ))}
      <Text as="h4" variant="body-medium" weight="bold">
        {t('vlanCard.networks')}
      </Text>
      <NetworkTable
        label={t('vlanCard.networksTable', { id, cluster })}
        networks={networks}
      />
      <Text as="h4" variant="body-medium" weight="bold">
        {t('vlanCard.vms')}
      </Text>
      <VmTable label={t('vlanCard.vmsTable', { id, cluster })} vms={vms} />
    </Flex>
  );
}
