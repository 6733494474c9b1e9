import { Flex } from '@backstage/ui';
import type { VmDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { memo } from 'react';
import { ListTable } from '../../components/ListTable';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';
import { useNicColumns } from './useNicColumns';

/** The state of a VM according to KubeVirt: its status, and each NIC with VLANs, MAC, addresses and link. */
export const VmView = memo(function View(props: {
  name: string;
  details: VmDetails;
}) {
  const { name, details } = props;
  const t = useTexts();
  const columns = useNicColumns();
  return (
    <Flex direction="column" gap="3">
      <StateText tone={details.status === 'Running' ? 'good' : 'plain'}>
        {t('vmCard.status', { status: details.status })}
      </StateText>
      <ListTable
        label={t('vmCard.table', { name })}
        columns={columns}
        items={details.nics}
        keyOf={nic => nic.name}
        empty={t('vmCard.noNics')}
      />
    </Flex>
  );
});
