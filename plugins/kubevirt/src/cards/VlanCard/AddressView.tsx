import { Cell, Flex, Text } from '@backstage/ui';
import type {
  AddressUse,
  UsedAddress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { AddressBar } from '../../components/AddressBar';
import { ListColumn, ListTable } from '../../components/ListTable';
import { TextCell } from '../../components/TextCell';
import { EntityLink } from '../../components/EntityLink';
import { useTexts } from '../../translations';

/** The use of a subnet, and the addresses in use. */
export function AddressView(props: { use: AddressUse }) {
  const { use } = props;
  const t = useTexts();
  const columns: ListColumn<UsedAddress>[] = [
    {
      id: 'address',
      label: t('vlanCard.address'),
      isRowHeader: true,
      cell: ({ address }) => <TextCell>{address}</TextCell>,
    },
    {
      id: 'vm',
      label: t('vlanCard.vm'),
      cell: ({ vm, entityRef }) => (
        <Cell>
          <EntityLink entityRef={entityRef}>{vm}</EntityLink>
        </Cell>
      ),
    },
    {
      id: 'nic',
      label: t('vlanCard.nic'),
      cell: ({ nic }) => <TextCell>{nic}</TextCell>,
    },
  ];
  return (
    <Flex direction="column" gap="3">
      <AddressBar use={use} />
      {use.nextFree && (
        <Text variant="body-small">
          {t('vlanCard.nextFree', { address: use.nextFree })}
        </Text>
      )}
      <ListTable
        label={t('vlanCard.usedTable')}
        columns={columns}
        items={use.used}
        keyOf={({ address, vm, nic }) => [address, vm, nic].join(' ')}
        empty={t('vlanCard.noneUsed')}
      />
    </Flex>
  );
}
