import { useApi } from '@backstage/frontend-plugin-api';
import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ChoiceKind, kubevirtApiRef } from '../api';
import { useNameSearch } from './useNameSearch';

/** The objects of a kind on a cluster that the user may list; search results if there are many. */
export function useChoices(options: {
  kind: ChoiceKind;
  cluster: string | undefined;
  text: string | undefined;
}) {
  const { text = '', ...query } = options;
  const api = useApi(kubevirtApiRef);
  return useNameSearch<NamedChoice>({
    text,
    key: JSON.stringify(query),
    find: (page, signal) => api.getChoices({ ...query, ...page }, { signal }),
  });
}
