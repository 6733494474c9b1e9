import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ANNOTATION,
  EVERY_NAMESPACE,
  NETWORK_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { validVlan } from '../vlans/toSummary';

/** The namespaces of a cluster that the user finds in the catalog: those of VMs and networks, and those that VLANs allow. */
export async function namespacesInCatalog(options: {
  catalog: Pick<CatalogService, 'getEntityFacets'>;
  requester: Requester;
  cluster: string;
  vlans: Entity[];
}): Promise<string[]> {
  const { catalog, requester, cluster, vlans } = options;
  const { facets } = await catalog.getEntityFacets(
    {
      facets: ['metadata.namespace'],
      filter: {
        kind: 'resource',
        'spec.type': [VM_ENTITY_TYPE, NETWORK_ENTITY_TYPE],
        [`metadata.annotations.${CLUSTER_ANNOTATION}`]: cluster,
      },
    },
    { credentials: requester.credentials },
  );
  return [
    ...(facets['metadata.namespace'] ?? []).map(({ value }) => value),
    ...vlans
      .flatMap(entity => validVlan(entity) ?? [])
      .filter(({ clusters }) => clusters?.includes(cluster) ?? true)
      .flatMap(({ allowedNamespaces }) => allowedNamespaces)
      .filter(name => name !== EVERY_NAMESPACE),
  ];
}
