import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApiPage,
  NamespaceSummary,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { chooseCluster } from '../clusters/chooseCluster';
import { named } from '../http/named';
import { pageOf } from '../http/pageOf';
import type { NamespacesQuery } from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { LiveClusters } from '../live/LiveClusters';
import { readVlans } from '../vlans/readVlans';
import { namespaceProblem } from './namespaceProblem';
import { namespacesInCatalog } from './namespacesInCatalog';
import { readNamespaces } from './readNamespaces';

/**
 * One page of the namespaces that the user can see, by name: those of the cluster, or those of the catalog if the cluster
 * can't be read.
 *
 * @throws NotFoundError for a VLAN that is not in the catalog, or that the user may not see.
 */
export async function listNamespaces(options: {
  catalog: CatalogService;
  site: Site;
  live: LiveClusters;
  requester: Requester;
  query: NamespacesQuery;
}): Promise<ApiPage<NamespaceSummary>> {
  const { catalog, site, live, requester, query } = options;
  const { vlanId } = query;
  const cluster = chooseCluster(site, query.cluster);
  const [vlans, reading] = await Promise.all([
    readVlans({ catalog, requester, vlanId }),
    readNamespaces({ live, requester, cluster }),
  ]);
  if (vlanId !== undefined && vlans.length === 0) {
    throw new NotFoundError(
      `vlanId: the catalog has no VLAN ${vlanId} that ${requester.ref} can see`,
    );
  }
  const names = reading.known
    ? reading.items
    : await namespacesInCatalog({ catalog, requester, cluster, vlans });
  const problemOf = namespaceProblem({
    site,
    cluster,
    requester,
    vlans,
    vlanId,
  });
  const all = [...new Set(names)].sort().map(name => ({ name }));
  const page = pageOf(named(all, query.q), query);
  return {
    ...page,
    items: page.items.map(({ name }) => {
      const reason = problemOf(name);
      return { name, ...(reason !== undefined && { reason }) };
    }),
  };
}
