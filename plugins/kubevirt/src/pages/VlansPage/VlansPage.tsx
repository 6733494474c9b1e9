import { Container, Flex } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { useRef } from 'react';
import { kubevirtApiRef } from '../../api';
import { LoadView } from '../../components/LoadView';
import { PAGE_ROWS } from '../../components/TablePages';
import { DEBOUNCE_MS } from '../../hooks/useNameSearch';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations';
import { VlanFilters } from './VlanFilters';
import { VlanPage, VlanTable } from './VlanTable';
import { NO_FILTER, isFiltering, useVlanFilter } from './useVlanFilter';

/** All VLANs of all clusters, one page at a time. */
export function VlansPage() {
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const { filter, change } = useVlanFilter();
  const { search, cluster, isRegistered, isPermitted, hasErrors, offset } =
    filter;
  const load = useLoad({
    key: JSON.stringify(filter),
    delayMs: search === '' ? 0 : DEBOUNCE_MS,
    load: async (signal): Promise<VlanPage> => ({
      offset,
      ...(await api.getVlans(
        {
          offset,
          limit: PAGE_ROWS,
          search,
          cluster,
          isRegistered,
          hasErrors: hasErrors || undefined,
          permitted: isPermitted || undefined,
        },
        { signal },
      )),
    }),
  });
  const filters = useRef<HTMLDivElement>(null);
  const reset = () => {
    change(NO_FILTER);
    // The pressed button disappears with the filter.
    filters.current?.querySelector('input')?.focus();
  };
  return (
    <main>
      <Container>
        <Flex direction="column" gap="4">
          <div ref={filters}>
            <VlanFilters filter={filter} onChange={change} />
          </div>
          <LoadView what={t('what.vlans')} load={load}>
            {page => (
              <VlanTable
                page={page}
                offset={offset}
                isStale={load.status === 'loading'}
                isFiltered={isFiltering(filter)}
                onChange={change}
                onReset={reset}
              />
            )}
          </LoadView>
        </Flex>
      </Container>
    </main>
  );
}
