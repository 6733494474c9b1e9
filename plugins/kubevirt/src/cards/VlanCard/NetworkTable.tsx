import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ListTable } from '../../components/ListTable';
import { useTexts } from '../../translations';
import { keyOfObject, useObjectColumns } from './useObjectColumns';

type Network = VlanOnCluster['networks'][number];

/** The networks on a VLAN, by namespace. */
export function NetworkTable(props: { label: string; networks: Network[] }) {
  const { label, networks } = props;
  const t = useTexts();
  const columns = useObjectColumns<Network>();
  return (
    <ListTable
      label={label}
      columns={columns}
      items={[...networks].sort((a, b) =>
        a.namespace.localeCompare(b.namespace),
      )}
      keyOf={keyOfObject}
      empty={t('vlanCard.noNetworks')}
    />
  );
}
