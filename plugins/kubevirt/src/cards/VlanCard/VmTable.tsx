import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ListTable } from '../../components/ListTable';
import { TextCell } from '../../components/TextCell';
import { useTexts } from '../../translations';
import { keyOfObject, useObjectColumns } from './useObjectColumns';

type Vm = VlanOnCluster['vms'][number];

/** The VMs on a VLAN, with their addresses in it. */
export function VmTable(props: { label: string; vms: Vm[] }) {
  const { label, vms } = props;
  const t = useTexts();
  const objectColumns = useObjectColumns<Vm>();
  const columns = [
    ...objectColumns,
    {
      id: 'addresses',
      label: t('vlanCard.addresses'),
      cell: ({ addresses }: Vm) => (
        <TextCell>{addresses.join(', ') || t('vlanCard.noAddress')}</TextCell>
      ),
    },
  ];
  return (
    <ListTable
      label={label}
      columns={columns}
      items={vms}
      keyOf={keyOfObject}
      empty={t('vlanCard.noVms')}
    />
  );
}
