import type { Entity } from '@backstage/catalog-model';
import { CatalogFacts, EntityFacts, EntitySettings } from './facts';
import { ClusterIndex } from './ClusterIndex';
import { networkEntity } from './networkEntity';
import { unregisteredVlanEntity } from './unregisteredVlan';
import { vmEntity } from './vmEntity';

/**
 * The catalog's entities of a cluster: each VM, each NAD, and each VLAN that nobody registered, with the relations between
 * them and to what the catalog has already.
 */
export function toEntities(
  facts: EntityFacts,
  catalog: CatalogFacts,
  settings: EntitySettings,
): Entity[] {
  const index = new ClusterIndex(facts, catalog, settings);
  return [
    ...facts.vms.map(vm => vmEntity(vm, index)),
    ...entitiesBesideVms(facts.networks, index),
  ];
}

/** Those that no VM has a part in. */
export function entitiesBesideVms(
  networks: EntityFacts['networks'],
  index: ClusterIndex,
): Entity[] {
  return [
    ...networks.map(nad => networkEntity(nad, index)),
    ...index.vlanIds
      .filter(id => !index.isRegistered(id))
      .map(id => unregisteredVlanEntity(id, index)),
  ];
}
