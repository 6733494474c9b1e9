import { useApi } from '@backstage/frontend-plugin-api';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { loaded, useLoad } from '../../hooks/useLoad';

/** More than the number of earlier VLANs whose texts contain the id. */
const LIMIT = 500;

/**
 * A VLAN by its id, preferring a registered one; undefined if there is none, or it can't be read: the VLAN's own field says
 * why.
 */
export function useVlan(id: number | undefined): VlanSummary | undefined {
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: String(id),
    load: async signal => {
      if (id === undefined) {
        return undefined;
      }
      const { items } = await api.getVlans(
        { offset: 0, limit: LIMIT, search: String(id) },
        { signal },
      );
      return items.find(vlan => vlan.id === id);
    },
  });
  const vlan = loaded(load);
  // While another VLAN is loading, the value is still the previous one.
  return vlan?.id === id ? vlan : undefined;
}
