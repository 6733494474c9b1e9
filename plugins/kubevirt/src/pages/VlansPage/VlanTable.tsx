import { Button, Flex, TablePagination, Text } from '@backstage/ui';
import type {
  ApiPage,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DataTable } from '../../components/DataTable';
import { useTexts } from '../../translations';
import type { VlanFilter } from './useVlanFilter';
import { useVlanColumns } from './useVlanColumns';

/** One page of VLANs, with the way to the next; or why there is none. */
export function VlanTable(props: {
  page: ApiPage<VlanSummary>;
  offset: number;
  pageSize: number;
  /** True while the page that was asked for is on its way. */
  isStale: boolean;
  isFiltered: boolean;
  onChange: (changes: Partial<VlanFilter>) => void;
}) {
  const { page, offset, pageSize, isStale, isFiltered, onChange } = props;
  const t = useTexts();
  const columns = useVlanColumns();
  if (page.items.length === 0) {
    return (
      <Flex direction="column" gap="3" align="start" role="status">
        <Text>
          {isFiltered || offset > 0
            ? t('vlansPage.noMatch')
            : t('vlansPage.empty')}
        </Text>
        {(isFiltered || offset > 0) && (
          <Button
            variant="secondary"
            onPress={() =>
              onChange({
                search: '',
                isRegistered: undefined,
                isPermitted: false,
              })
            }
          >
            {t('vlansPage.reset')}
          </Button>
        )}
      </Flex>
    );
  }
  return (
    <div aria-busy={isStale}>
      <DataTable
        label={t('vlansPage.table')}
        columns={columns}
        items={page.items}
        keyOf={vlan => vlan.entityRef}
        empty={t('vlansPage.noMatch')}
      />
      <TablePagination
        pageSize={pageSize}
        showPageSizeOptions={false}
        offset={offset}
        totalCount={page.totalItems}
        hasPreviousPage={offset > 0}
        hasNextPage={page.nextOffset !== undefined}
        onPreviousPage={() =>
          onChange({ offset: Math.max(0, offset - pageSize) })
        }
        onNextPage={() => onChange({ offset: page.nextOffset ?? offset })}
        getLabel={() =>
          t('vlansPage.range', {
            from: String(offset + 1),
            to: String(offset + page.items.length),
            total: String(page.totalItems),
          })
        }
      />
    </div>
  );
}
