import { Entity } from '@backstage/catalog-model';

/** What the catalog calls an error of its processing in an entity's status. */
const PROCESSING_STATUS = 'backstage.io/catalog-processing';

/** The catalog gives each entity a status, which its types leave out as long as it is alpha. */
type EntityWithStatus = Entity & {
  status?: {
    items?: Array<{ type: string; level: string; message: string }>;
  };
};

/** What the catalog says against an entity: it then goes on serving the last version that it could process. */
export function processingErrors(entity: Entity): string[] {
  return ((entity as EntityWithStatus).status?.items ?? [])
    .filter(
      ({ type, level }) => type === PROCESSING_STATUS && level === 'error',
    )
    .map(({ message }) => message);
}
