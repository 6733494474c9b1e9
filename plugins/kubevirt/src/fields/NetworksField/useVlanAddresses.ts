import { useApi } from '@backstage/frontend-plugin-api';
import { kubevirtApiRef } from '../../api';
import { loaded, useLoad } from '../../hooks/useLoad';

/** The subnet of a VLAN and its use; undefined while they are not known. */
export function useVlanAddresses(vlanId: number) {
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: String(vlanId),
    load: signal => api.getVlan({ id: vlanId }, { signal }),
  });
  const details = loaded(load);
  const addresses = details?.addresses;
  return {
    load,
    isKnown: details !== undefined,
    subnet: details?.vlan.subnet,
    use: addresses && 'value' in addresses ? addresses.value : undefined,
  };
}
