import { Button, Flex, Text } from '@backstage/ui';
import type {
  ApiPage,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { memo } from 'react';
import { ListTable } from '../../components/ListTable';
import { TablePages } from '../../components/TablePages';
import { useTexts } from '../../translations';
import type { VlanFilter } from './useVlanFilter';
import { useVlanColumns } from './useVlanColumns';

/** A loaded page, and where it begins. */
export type VlanPage = ApiPage<VlanSummary> & { offset: number };

/** Rendered again only for other VLANs: rendering a page takes longer than the time between two typed letters. */
const VlanRows = memo(function Rows(props: { vlans: VlanSummary[] }) {
  const t = useTexts();
  const columns = useVlanColumns();
  return (
    <ListTable
      label={t('vlansPage.table')}
      columns={columns}
      items={props.vlans}
      keyOf={refOf}
      empty={t('vlansPage.noMatch')}
    />
  );
});

/** One page of VLANs with navigation, or why there are none. */
export function VlanTable(props: {
  page: VlanPage;
  /** Where the requested page begins. */
  offset: number;
  /** True while the requested page is loading. */
  isStale: boolean;
  isFiltered: boolean;
  onChange: (changes: Partial<VlanFilter>) => void;
  /** Called to reset a filter that nothing matches. */
  onReset: () => void;
}) {
  const { page, offset, isStale, isFiltered, onChange, onReset } = props;
  const t = useTexts();
  if (page.items.length === 0) {
    return (
      <Flex direction="column" gap="3" align="start" role="status">
        <Text>
          {isFiltered || offset > 0 || isStale
            ? t('vlansPage.noMatch')
            : t('vlansPage.empty')}
        </Text>
        {(isFiltered || offset > 0 || isStale) && (
          <Button variant="secondary" onPress={onReset}>
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
        shownOffset={page.offset}
        total={page.totalItems}
        onChange={to => onChange({ offset: to })}
      />
    </div>
  );
}

function refOf(vlan: VlanSummary): string {
  return vlan.entityRef;
}
