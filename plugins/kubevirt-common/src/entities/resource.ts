import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { CLUSTER_ANNOTATION } from '../constants';
import { EntityName } from '../naming/entityRefs';
import { EntitySettings } from './facts';

const LOCATIONS = [
  'backstage.io/managed-by-location',
  'backstage.io/managed-by-origin-location',
];

/**
 * Makes a `Resource` entity for an object of a cluster. Free text of tenants stays out of it: labels, annotations and
 * user data.
 */
export function resource(options: {
  name: EntityName;
  title: string;
  description?: string;
  cluster: string;
  annotations?: Record<string, string>;
  spec: JsonObject & { type: string; owner: string };
  settings: EntitySettings;
}): Entity {
  const { name, title, description, cluster, spec } = options;
  const { location } = options.settings;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      ...name,
      title,
      ...(description !== undefined && { description }),
      annotations: {
        ...(location !== undefined &&
          Object.fromEntries(LOCATIONS.map(key => [key, location]))),
        [CLUSTER_ANNOTATION]: cluster,
        ...options.annotations,
      },
    },
    spec,
  };
}

/** Unique references in a stable order. */
export function sortedRefs(refs: string[]): string[] {
  return [...new Set(refs)].sort();
}
