import {
  ApiPage,
  NamedChoice,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { chooseCluster } from '../clusters/chooseCluster';
import { named } from '../http/named';
import { pageOf } from '../http/pageOf';
import type { ChoicesQuery } from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { flat, requireKnown } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { readKind } from '../live/readKind';
import { ChoiceKind } from './choices';

/**
 * One page of the objects on a cluster that a VM can be made from, by name.
 *
 * @throws NotAllowedError if the cluster denies the user access; ServiceUnavailableError if it can't be read.
 */
export async function listChoices(options: {
  choice: ChoiceKind;
  site: Site;
  live: LiveClusters;
  requester: Requester;
  query: ChoicesQuery;
}): Promise<ApiPage<NamedChoice>> {
  const { choice, site, live, requester, query } = options;
  const { kind, namespaces, choiceOf } = choice;
  const reading = await live.read({
    cluster: chooseCluster(site, query.cluster),
    requester,
    what: kind.kind,
    read: client => readKind({ client, kind, keep: choiceOf, namespaces }),
  });
  const { items } = requireKnown(flat(reading));
  const all = items.flatMap(item => item ?? []).sort(byNames);
  return pageOf(named(all, query.q), query);
}

function byNames(a: NamedChoice, b: NamedChoice): number {
  return (
    a.name.localeCompare(b.name) ||
    (a.namespace ?? '').localeCompare(b.namespace ?? '')
  );
}
