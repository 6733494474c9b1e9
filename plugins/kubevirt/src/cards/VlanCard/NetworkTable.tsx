import { Cell } from '@backstage/ui';
import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DataColumn, DataTable } from '../../components/DataTable';
import { TextCell } from '../../components/TextCell';
import { EntityLink } from '../../components/EntityLink';
import { useTexts } from '../../translations';

type Network = VlanOnCluster['networks'][number];

/** The networks on a VLAN, by namespace. */
export function NetworkTable(props: { label: string; networks: Network[] }) {
  const { label, networks } = props;
  const t = useTexts();
  const columns: DataColumn<Network>[] = [
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
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      items={[...networks].sort((a, b) =>
        a.namespace.localeCompare(b.namespace),
      )}
      keyOf={({ namespace, name }) => `${namespace}/${name}`}
      empty={t('vlanCard.noNetworks')}
    />
  );
}
