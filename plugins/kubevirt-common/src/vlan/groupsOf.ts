import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** The groups that the entity of a user is a member of, as full references. */
export function groupsOf(entity: Entity): string[] {
  const related = (entity.relations ?? [])
    .filter(({ type }) => type === 'memberOf')
    .map(({ targetRef }) => targetRef);
  if (related.length > 0) {
    return related;
  }
  // The catalog derives relations from both sides. Before the entity was processed, there is only the list in its
  // spec.
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
