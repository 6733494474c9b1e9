import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Which VLANs are shown. It is part of the URL, so that it can be shared and returned to. */
export interface VlanFilter {
  search: string;
  /** VLANs that this cluster may have; all if undefined. */
  cluster?: string;
  /** Both if undefined. */
  isRegistered?: boolean;
  /** Only those that the user may use. */
  isPermitted: boolean;
  /** Only those with errors in the catalog. */
  hasErrors: boolean;
  offset: number;
}

/** Shows all VLANs. */
export const NO_FILTER: Omit<VlanFilter, 'offset'> = {
  search: '',
  cluster: undefined,
  isRegistered: undefined,
  isPermitted: false,
  hasErrors: false,
};

/** True if the filter may exclude VLANs. */
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

/** The filter in the page's URL, and how to change it. Any change but that of the page shows the first page again. */
export function useVlanFilter() {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const change = useCallback(
    (changes: Partial<VlanFilter>) =>
      setParams(
        before =>
          paramsOf({ ...filterOf(before), offset: 0, ...changes }, before),
        // Typing adds no entry to the browser's history.
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

/** Adds a filter's parameters to those of others, without empty ones. */
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
