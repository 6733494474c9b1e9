import type { Entity } from '@backstage/catalog-model';
import { CatalogFacts, EntityFacts, EntitySettings } from './facts';
import { ClusterIndex } from './ClusterIndex';
import { networkEntity } from './networkEntity';
import { unregisteredVlanEntity } from './unregisteredVlan';
import { vmEntity } from './vmEntity';

/**
 * Makes the catalog entities of a cluster: each VM, each NAD, and each unregistered VLAN, with the relations between
 * them and to existing entities.
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

/** The entities of a cluster without those of its VMs. */
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
