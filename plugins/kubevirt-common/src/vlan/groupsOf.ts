import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** The groups that a user is a member of, as full references, by the user's entity. */
export function groupsOf(entity: Entity): string[] {
  const related = (entity.relations ?? [])
    .filter(({ type }) => type === 'memberOf')
    .map(({ targetRef }) => targetRef);
  if (related.length > 0) {
    return related;
  }
  // Relations are what the catalog made of both sides; the written list is all there is before it was processed.
  const written = entity.spec?.memberOf;
  return (Array.isArray(written) ? written : [])
    .filter((ref): ref is string => typeof ref === 'string' && ref !== '')
    .map(ref =>
      stringifyEntityRef(
        parseEntityRef(ref, {
          defaultKind: 'group',
          defaultNamespace: entity.metadata.namespace ?? 'default',
        }),
      ),
    );
}
