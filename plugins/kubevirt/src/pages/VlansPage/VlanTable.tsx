import { Button, Flex, Text } from '@backstage/ui';
import type {
  ApiPage,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { memo } from 'react';
import { DataTable } from '../../components/DataTable';
import { TablePages } from '../../components/TablePages';
import { useTexts } from '../../translations';
import { NO_FILTER, VlanFilter } from './useVlanFilter';
import { useVlanColumns } from './useVlanColumns';

/** Made again for other VLANs alone: a page of them takes longer than there is between two letters of a search. */
const VlanRows = memo(function Rows(props: { vlans: VlanSummary[] }) {
  const t = useTexts();
  const columns = useVlanColumns();
  return (
    <DataTable
      label={t('vlansPage.table')}
      columns={columns}
      items={props.vlans}
      keyOf={refOf}
      empty={t('vlansPage.noMatch')}
    />
  );
});

/** One page of VLANs, with the way to the next; or why there is none. */
export function VlanTable(props: {
  page: ApiPage<VlanSummary>;
  offset: number;
  /** True while the page that was asked for is on its way. */
  isStale: boolean;
  isFiltered: boolean;
  onChange: (changes: Partial<VlanFilter>) => void;
}) {
  const { page, offset, isStale, isFiltered, onChange } = props;
  const t = useTexts();
  if (page.items.length === 0) {
    return (
      <Flex direction="column" gap="3" align="start" role="status">
        <Text>
          {isFiltered || offset > 0
            ? t('vlansPage.noMatch')
            : t('vlansPage.empty')}
        </Text>
        {(isFiltered || offset > 0) && (
          <Button variant="secondary" onPress={() => onChange(NO_FILTER)}>
            {t('vlansPage.reset')}
          </Button>
        )}
      </Flex>
    );
  }
  return (
    <div aria-busy={isStale}>
      <VlanRows vlans={page.items} />
      <TablePages
        offset={offset}
        shown={page.items.length}
        total={page.totalItems}
        onChange={to => onChange({ offset: to })}
      />
    </div>
  );
}

function refOf(vlan: VlanSummary): string {
  return vlan.entityRef;
}
