import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What of the VLANs is shown. It stands in the address, so that it can be sent to others and gone back to. */
export interface VlanFilter {
  search: string;
  /** Undefined: both. */
  isRegistered?: boolean;
  /** Only those that the user may use. */
  isPermitted: boolean;
  offset: number;
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
    isRegistered: flagOf(params.get('registered')),
    isPermitted: params.get('for') === 'me',
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
    registered: String(filter.isRegistered ?? ''),
    for: filter.isPermitted ? 'me' : '',
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
