import { createHash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';

/** On an entity of ours: its digest when it was handed over, for a replica that did not hand it over itself. */
const DIGEST_ANNOTATION = 'kubevirt-vlan.backstage.io/digest';

/** Distinguishes entities, in 22 characters; equal for equal entities with their keys in the same order. */
export function digestOf(entity: Entity): string {
  return createHash('sha256')
    .update(JSON.stringify(entity))
    .digest('base64url')
    .slice(0, 22);
}

/** The entity with its digest. */
export function withDigest(entity: Entity, digest = digestOf(entity)): Entity {
  const { metadata } = entity;
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [DIGEST_ANNOTATION]: digest,
      },
    },
  };
}

/** The digest that an entity of the catalog came with. */
export function writtenDigest({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[DIGEST_ANNOTATION];
}
