import { useApi } from '@backstage/frontend-plugin-api';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { loaded, useLoad } from '../../hooks/useLoad';

/** More than there are VLANs before it that have its number in their texts. */
const LIMIT = 500;

/**
 * A VLAN by its id, of several the registered one; undefined where there is none, and where it can't be read: the VLAN's
 * own field says why.
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
  // While another is read, the one before is still there.
  return vlan?.id === id ? vlan : undefined;
}
