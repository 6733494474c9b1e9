import { Entity, RELATION_DEPENDENCY_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  NETWORK_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';

type DependentType = 'network' | 'vm';

/** Tells which kind of thing an entity that depends on a VLAN stands for. */
export type TypeOfDependent = (ref: string) => DependentType | undefined;

const TYPES: Record<string, DependentType> = {
  [NETWORK_ENTITY_TYPE]: 'network',
  [VM_ENTITY_TYPE]: 'vm',
};
/** `<name>.vm.<cluster>`; no part has a dot, as such names get a hash instead (naming/entityRefs.ts). */
const PLAIN = /^resource:[^/]+\/[^.]+\.(network|vm)\.[^.]+$/;
/** The hash that stands behind the names that are too long, or could be read in two ways. */
const HASHED = /^resource:[^/]+\/.*_[0-9a-f]{12}$/;
/** As many references as the catalog is asked about at a time. */
const BATCH = 200;

/** What depends on a VLAN, by full references. */
export function dependentsOf({ relations = [] }: Entity): string[] {
  return relations
    .filter(({ type }) => type === RELATION_DEPENDENCY_OF)
    .map(({ targetRef }) => targetRef);
}

/** Tells the kinds of what depends on some VLANs by their names, and asks the catalog where a name does not tell. */
export async function typesOfDependents(options: {
  entities: Entity[];
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  asker: Asker;
}): Promise<TypeOfDependent> {
  const { entities, catalog, asker } = options;
  const unclear = [
    ...new Set(entities.flatMap(dependentsOf).filter(ref => HASHED.test(ref))),
  ];
  const known = new Map<string, DependentType>();
  for (let i = 0; i < unclear.length; i += BATCH) {
    const refs = unclear.slice(i, i + BATCH);
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind', 'spec.type'] },
      { credentials: asker.credentials },
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
