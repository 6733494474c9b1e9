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

/** A page that was read, and where it begins. */
export type VlanPage = ApiPage<VlanSummary> & { offset: number };

/** Made again for other VLANs alone: a page of them takes longer than there is between two letters of a search. */
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

/** One page of VLANs, with the way to the next; or why there is none. */
export function VlanTable(props: {
  page: VlanPage;
  /** Of the page that was asked for. */
  offset: number;
  /** True while the page that was asked for is on its way. */
  isStale: boolean;
  isFiltered: boolean;
  onChange: (changes: Partial<VlanFilter>) => void;
  /** Where nothing matches. */
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
