import { Entity, RELATION_DEPENDENCY_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NETWORK_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';

type DependentType = 'network' | 'vm';

/** Returns the type of a VLAN's dependent. */
export type TypeOfDependent = (ref: string) => DependentType | undefined;

const TYPES: Record<string, DependentType> = {
  [NETWORK_ENTITY_TYPE]: 'network',
  [VM_ENTITY_TYPE]: 'vm',
};
/** `<name>.vm.<cluster>`; no part has a dot, as such names get a hash instead (naming/entityRefs.ts). */
const PLAIN = /^resource:[^/]+\/[^.]+\.(network|vm)\.[^.]+$/;
/** The hash at the end of names that are too long or ambiguous. */
const HASHED = /^resource:[^/]+\/.*_[0-9a-f]{12}$/;
/** The number of references in one call to the catalog. */
const BATCH = 200;

/** The full references of a VLAN's dependents. */
export function dependentsOf({ relations = [] }: Entity): string[] {
  return relations
    .filter(({ type }) => type === RELATION_DEPENDENCY_OF)
    .map(({ targetRef }) => targetRef);
}

/** Finds the types of some VLANs' dependents by their names, and asks the catalog if a name does not reveal it. */
export async function typesOfDependents(options: {
  entities: Entity[];
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  requester: Requester;
}): Promise<TypeOfDependent> {
  const { entities, catalog, requester } = options;
  const unclear = [
    ...new Set(entities.flatMap(dependentsOf).filter(ref => HASHED.test(ref))),
  ];
  const known = new Map<string, DependentType>();
  for (let i = 0; i < unclear.length; i += BATCH) {
    const refs = unclear.slice(i, i + BATCH);
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind', 'spec.type'] },
      { credentials: requester.credentials },
    );
    items.forEach((entity, at) => {
      const type = TYPES[String(entity?.spec?.type)];
      if (type) {
        known.set(refs[at], type);
      }
    });
  }
  return ref =>
    known.get(ref) ?? (PLAIN.exec(ref)?.[1] as DependentType | undefined);
}
