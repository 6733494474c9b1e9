import { useApi } from '@backstage/frontend-plugin-api';
import type { NamespaceSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { useNameSearch } from '../../hooks/useNameSearch';

/** The namespaces of a cluster, and which of them may use a VLAN; search results if there are many. */
export function useNamespaces(options: {
  cluster: string | undefined;
  vlanId: number | undefined;
  text: string | undefined;
}) {
  const { text = '', ...query } = options;
  const api = useApi(kubevirtApiRef);
  return useNameSearch<NamespaceSummary>({
    text,
    key: JSON.stringify(query),
    find: (page, signal) =>
      api.getNamespaces({ ...query, ...page }, { signal }),
  });
}
