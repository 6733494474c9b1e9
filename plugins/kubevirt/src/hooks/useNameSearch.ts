import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NameQuery } from '../api';
import { Load, loaded, useLoad } from './useLoad';

/** The largest page of the backend. */
const FULL = 500;
/** More results than anyone reads before refining the search. */
export const SEARCH_LIMIT = 50;
/** The pause in typing after which a search starts. */
export const DEBOUNCE_MS = 250;

/** The names that a field suggests. */
export interface NameSearch<T> {
  load: Load<unknown> & { retry: () => void };
  items: T[];
  /** True if there are too many names for one page: then the backend searches. */
  isSearched: boolean;
  /** The number of matches; undefined until it is known. */
  total: number | undefined;
}

/**
 * A list of names: all of them if they fit on one page, or else the backend's search results. The first page is loaded
 * first, as its size decides which.
 */
export function useNameSearch<T>(options: {
  text: string;
  /** Everything that the list depends on besides the search text, as one string. */
  key: string;
  find: (
    query: Pick<NameQuery, 'search' | 'limit'>,
    signal: AbortSignal,
  ) => Promise<ApiPage<T>>;
}): NameSearch<T> {
  const { key, find } = options;
  const all = useLoad({
    key,
    load: signal => find({ limit: FULL }, signal),
  });
  const isSearched = loaded(all)?.nextOffset !== undefined;
  const search = isSearched ? options.text.trim() : '';
  const found = useLoad({
    key: JSON.stringify([key, search]),
    delayMs: search === '' ? 0 : DEBOUNCE_MS,
    load: async signal =>
      search === '' ? undefined : find({ search, limit: SEARCH_LIMIT }, signal),
  });
  const load = search === '' ? all : found;
  const page = load.status === 'failed' ? undefined : load.value ?? loaded(all);
  return {
    load,
    items: page?.items ?? [],
    isSearched,
    total: page?.totalItems,
  };
}
