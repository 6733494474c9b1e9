import { Entity } from '@backstage/catalog-model';

/** The type of processing errors in an entity's status. */
const PROCESSING_STATUS = 'backstage.io/catalog-processing';

/** An entity with its status, which is alpha and missing from the catalog's types. */
type EntityWithStatus = Entity & {
  status?: {
    items?: Array<{ type: string; level: string; message: string }>;
  };
};

/** The errors that the catalog reports for an entity. It then serves the last version that it could process. */
export function processingErrors(entity: Entity): string[] {
  return ((entity as EntityWithStatus).status?.items ?? [])
    .filter(
      ({ type, level }) => type === PROCESSING_STATUS && level === 'error',
    )
    .map(({ message }) => message);
}
