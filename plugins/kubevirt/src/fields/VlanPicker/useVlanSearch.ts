import { useApi } from '@backstage/frontend-plugin-api';
import { useRef } from 'react';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { loaded, useLoad } from '../../hooks/useLoad';
import { DEBOUNCE_MS, SEARCH_LIMIT } from '../../hooks/useNameSearch';
import { vlanLabel } from './vlanText';

/** The backend's search results for a text, and earlier results. */
export function useVlanSearch(text: string) {
  const api = useApi(kubevirtApiRef);
  const known = useRef(new Map<number, VlanSummary>());
  // The field holds the label of the chosen VLAN, which is no search text.
  const isLabel = [...known.current.values()].some(
    vlan => vlanLabel(vlan) === text,
  );
  const search = isLabel ? '' : text.trim();
  const load = useLoad({
    key: search,
    delayMs: search === '' ? 0 : DEBOUNCE_MS,
    load: signal =>
      api.getVlans({ offset: 0, limit: SEARCH_LIMIT, search }, { signal }),
  });
  const page = loaded(load);
  const vlans = oneOfEach(page?.items ?? []);
  vlans.forEach(vlan => known.current.set(vlan.id, vlan));
  return {
    load,
    vlans,
    known: known.current,
    page,
  };
}

/** The first VLAN of each id; a registered one comes first. */
function oneOfEach(vlans: VlanSummary[]): VlanSummary[] {
  return vlans.filter(
    ({ id }, i) => vlans.findIndex(other => other.id === id) === i,
  );
}
