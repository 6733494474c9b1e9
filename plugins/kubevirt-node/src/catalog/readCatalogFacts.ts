import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogFacts,
  RegisteredVlan,
  VLAN_ENTITY_TYPE,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** Reads all entities that match a filter, with the given fields. */
export type EntityQuery = (query: {
  filter: Record<string, string | symbol>;
  fields: string[];
}) => Promise<Entity[]>;

/** Reads the entities that entities of a cluster refer to: VLANs, Systems, and Components by their Kubernetes id. */
export async function readCatalogFacts(
  read: EntityQuery,
): Promise<CatalogFacts> {
  const name = ['kind', 'metadata.namespace', 'metadata.name'];
  const [vlans, systems, components] = await Promise.all([
    read({
      filter: { kind: 'resource', 'spec.type': VLAN_ENTITY_TYPE },
      fields: [...name, 'spec'],
    }),
    read({ filter: { kind: 'system' }, fields: name }),
    read({
      filter: {
        kind: 'component',
        [`metadata.annotations.${KUBERNETES_ID}`]: CATALOG_FILTER_EXISTS,
      },
      fields: [...name, 'metadata.annotations'],
    }),
  ]);
  return {
    vlans: vlans.flatMap(registered),
    systems: new Set(systems.map(entity => stringifyEntityRef(entity))),
    components: new Map(
      components.map(entity => [
        entity.metadata.annotations?.[KUBERNETES_ID] ?? '',
        stringifyEntityRef(entity),
      ]),
    ),
  };
}

/** Leaves out an invalid VLAN: the catalog has an older version of it, or it was only seen on a cluster. */
function registered(entity: Entity): RegisteredVlan[] {
  try {
    const { id, owner, clusters } = parseVlanEntity(entity);
    return [{ id, owner, ...(clusters && { clusters }) }];
  } catch {
    return [];
  }
}
