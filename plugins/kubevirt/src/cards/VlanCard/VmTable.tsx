import { Cell } from '@backstage/ui';
import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DataColumn, DataTable } from '../../components/DataTable';
import { TextCell } from '../../components/TextCell';
import { EntityLink } from '../../components/EntityLink';
import { useTexts } from '../../translations';

type Vm = VlanOnCluster['vms'][number];

/** The VMs on a VLAN, with their addresses there. */
export function VmTable(props: { label: string; vms: Vm[] }) {
  const { label, vms } = props;
  const t = useTexts();
  const columns: DataColumn<Vm>[] = [
    {
      id: 'namespace',
      label: t('vlanCard.namespace'),
      cell: ({ namespace }) => <TextCell>{namespace}</TextCell>,
    },
    {
      id: 'name',
      label: t('vlanCard.name'),
      isRowHeader: true,
      cell: ({ name, entityRef }) => (
        <Cell>
          <EntityLink entityRef={entityRef}>{name}</EntityLink>
        </Cell>
      ),
    },
    {
      id: 'addresses',
      label: t('vlanCard.addresses'),
      cell: ({ addresses }) => (
        <TextCell>{addresses.join(', ') || t('vlanCard.noAddress')}</TextCell>
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      items={vms}
      keyOf={({ namespace, name }) => `${namespace}/${name}`}
      empty={t('vlanCard.noVms')}
    />
  );
}
