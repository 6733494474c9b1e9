import { useApi } from '@backstage/frontend-plugin-api';
import { kubevirtApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';

/** The namespaces of a cluster, and which of them a VLAN is for. */
export function useNamespaces(query: {
  cluster: string | undefined;
  vlanId: number | undefined;
}) {
  const api = useApi(kubevirtApiRef);
  return useLoad({
    key: JSON.stringify(query),
    load: signal => api.getNamespaces(query, { signal }),
  });
}
