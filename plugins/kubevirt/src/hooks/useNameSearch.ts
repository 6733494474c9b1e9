import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { NameQuery } from '../api';
import { Load, loaded, useLoad } from './useLoad';

/** As many as the backend gives at a time. */
const WHOLE = 500;
/** As many as somebody reads before searching again. */
export const SEARCH_LIMIT = 50;
/** How long somebody may pause while typing. */
export const DEBOUNCE_MS = 250;

/** The names that a field suggests. */
export interface NameSearch<T> {
  load: Load<unknown> & { retry: () => void };
  items: T[];
  /** There are too many to have them all here: the backend searches. */
  isSearched: boolean;
  /** How many there are of what was looked for; undefined until it is known. */
  total: number | undefined;
}

/**
 * A list of names: all of them where they fit into one page, or else those that a text finds in the backend. The list
 * itself comes first, as it tells which it is.
 */
export function useNameSearch<T>(options: {
  text: string;
  /** All that the list depends on besides the text, as one text. */
  key: string;
  find: (
    query: Pick<NameQuery, 'search' | 'limit'>,
    signal: AbortSignal,
  ) => Promise<ApiPage<T>>;
}): NameSearch<T> {
  const { key, find } = options;
  const whole = useLoad({
    key,
    load: signal => find({ limit: WHOLE }, signal),
  });
  const isSearched = loaded(whole)?.nextOffset !== undefined;
  const search = isSearched ? options.text.trim() : '';
  const found = useLoad({
    key: JSON.stringify([key, search]),
    delayMs: search === '' ? 0 : DEBOUNCE_MS,
    load: async signal =>
      search === '' ? undefined : find({ search, limit: SEARCH_LIMIT }, signal),
  });
  const load = search === '' ? whole : found;
  const page =
    load.status === 'failed' ? undefined : load.value ?? loaded(whole);
  return {
    load,
    items: page?.items ?? [],
    isSearched,
    total: page?.totalItems,
  };
}
