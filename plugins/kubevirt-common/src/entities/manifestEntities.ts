import type { Entity } from '@backstage/catalog-model';
import { NETWORK_KIND, VM_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { ClusterIndex } from './ClusterIndex';
import { CatalogFacts, EntityFacts, EntitySettings } from './facts';
import { networkEntity } from './networkEntity';
import { vmEntity } from './vmEntity';

const ENTITIES: Record<
  string,
  (object: KubeObject, index: ClusterIndex) => Entity
> = { [VM_KIND]: vmEntity, [NETWORK_KIND]: networkEntity };

/**
 * The entities of objects in files, for a catalog that reads no cluster: one for each VM and NAD, in the order of the
 * objects, and undefined for the others. Unregistered VLANs have no entity there, so nothing depends on one.
 */
export function manifestEntities(options: {
  objects: KubeObject[];
  facts: Omit<EntityFacts, 'vms'>;
  catalog: CatalogFacts;
  settings: EntitySettings;
}): Array<Entity | undefined> {
  const { objects, facts, catalog, settings } = options;
  const index = new ClusterIndex(facts, catalog, settings);
  const absent = index.vlanIds
    .filter(id => !index.isRegistered(id))
    .map(id => index.vlanRef(id));
  return objects.map(object => {
    const entity = ENTITIES[object.kind]?.(object, index);
    return entity && without(entity, absent);
  });
}

function without(entity: Entity, refs: string[]): Entity {
  const dependsOn = (entity.spec?.dependsOn ?? []) as string[];
  return {
    ...entity,
    spec: {
      ...entity.spec,
      dependsOn: dependsOn.filter(ref => !refs.includes(ref)),
    },
  };
}
