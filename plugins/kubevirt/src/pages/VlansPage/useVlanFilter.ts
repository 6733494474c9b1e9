import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What of the VLANs is shown. It stands in the address, so that it can be sent to others and gone back to. */
export interface VlanFilter {
  search: string;
  /** Those that it may have; undefined: all. */
  cluster?: string;
  /** Undefined: both. */
  isRegistered?: boolean;
  /** Only those that the user may use. */
  isPermitted: boolean;
  /** Only those that the catalog says errors of. */
  hasErrors: boolean;
  offset: number;
}

/** What shows all VLANs. */
export const NO_FILTER: Omit<VlanFilter, 'offset'> = {
  search: '',
  cluster: undefined,
  isRegistered: undefined,
  isPermitted: false,
  hasErrors: false,
};

/** True where some VLANs are left out. */
export function isFiltering(filter: VlanFilter): boolean {
  const { search, cluster, isRegistered, isPermitted, hasErrors } = filter;
  return (
    search !== '' ||
    cluster !== undefined ||
    isRegistered !== undefined ||
    isPermitted ||
    hasErrors
  );
}

/** The filter in the address of the page, and how to change it. Whatever else changes, the first page is shown again. */
export function useVlanFilter() {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const change = useCallback(
    (changes: Partial<VlanFilter>) =>
      setParams(
        before =>
          paramsOf({ ...filterOf(before), offset: 0, ...changes }, before),
        // What is typed is no page to go back to.
        { replace: true },
      ),
    [setParams],
  );
  return { filter, change };
}

function filterOf(params: URLSearchParams): VlanFilter {
  const offset = params.get('offset') ?? '';
  return {
    search: params.get('search') ?? '',
    cluster: params.get('cluster') || undefined,
    isRegistered: flagOf(params.get('registered')),
    isPermitted: params.get('for') === 'me',
    hasErrors: params.get('errors') === 'true',
    offset: /^[0-9]{1,6}$/.test(offset) ? Number(offset) : 0,
  };
}

function flagOf(text: string | null): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** The parameters of a filter, without those that say nothing, beside those of others. */
function paramsOf(filter: VlanFilter, before: URLSearchParams) {
  const params = new URLSearchParams(before);
  const values = {
    search: filter.search,
    cluster: filter.cluster ?? '',
    registered: String(filter.isRegistered ?? ''),
    for: filter.isPermitted ? 'me' : '',
    errors: filter.hasErrors ? 'true' : '',
    offset: filter.offset > 0 ? String(filter.offset) : '',
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === '') {
      params.delete(name);
    } else {
      params.set(name, value);
    }
  }
  return params;
}
