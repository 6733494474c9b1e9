import { useApi } from '@backstage/frontend-plugin-api';
import type { NamedChoice } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ChoiceKind, kubevirtApiRef } from '../api';
import { useLoad } from './useLoad';

/** What a cluster has of a kind, by what the user may list there. */
export function useChoices(query: {
  kind: ChoiceKind;
  cluster: string | undefined;
}) {
  const api = useApi(kubevirtApiRef);
  const load = useLoad<NamedChoice[]>({
    key: JSON.stringify(query),
    load: signal => api.getChoices(query, { signal }),
  });
  return {
    load,
    choices: load.status === 'failed' ? [] : load.value ?? [],
  };
}
