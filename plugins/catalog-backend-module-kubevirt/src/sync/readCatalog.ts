import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ANNOTATION,
  CatalogFacts,
  RegisteredVlan,
  VLAN_ENTITY_TYPE,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { writtenDigest } from './digest';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

export interface CatalogReader {
  /** What others have put there. */
  facts: () => Promise<CatalogFacts>;
  /** What we have put there for a cluster: digests, by reference. */
  known: (
    cluster: string,
    location: string,
  ) => Promise<ReadonlyMap<string, string | undefined>>;
}

/** Reads the catalog by its own API, as the catalog itself. */
export function catalogReader(options: {
  catalog: CatalogService;
  auth: AuthService;
}): CatalogReader {
  const { catalog, auth } = options;
  const read = async (
    filter: Record<string, string | symbol>,
    fields: string[],
  ): Promise<Entity[]> => {
    const credentials = await auth.getOwnServiceCredentials();
    const found: Entity[] = [];
    for await (const page of catalog.streamEntities(
      {
        filter,
        fields: ['kind', 'metadata.namespace', 'metadata.name', ...fields],
      },
      { credentials },
    )) {
      found.push(...page);
    }
    return found;
  };
  return {
    async facts() {
      const [vlans, systems, components] = await Promise.all([
        read({ kind: 'resource', 'spec.type': VLAN_ENTITY_TYPE }, ['spec']),
        read({ kind: 'system' }, []),
        read(
          {
            kind: 'component',
            [`metadata.annotations.${KUBERNETES_ID}`]: CATALOG_FILTER_EXISTS,
          },
          ['metadata.annotations'],
        ),
      ]);
      return {
        vlans: vlans.flatMap(registered),
        systems: new Set(systems.map(entity => stringifyEntityRef(entity))),
        components: new Map(
          components.map(entity => [
            entity.metadata.annotations?.[KUBERNETES_ID] ?? '',
            stringifyEntityRef(entity),
          ]),
        ),
      };
    },
    async known(cluster, location) {
      const entities = await read(
        {
          kind: 'resource',
          [`metadata.annotations.${CLUSTER_ANNOTATION}`]: cluster,
          'metadata.annotations.backstage.io/managed-by-origin-location':
            location,
        },
        ['metadata.annotations'],
      );
      return new Map(
        entities.map(entity => [
          stringifyEntityRef(entity),
          writtenDigest(entity),
        ]),
      );
    },
  };
}

/** A VLAN that is not valid is in the catalog in an older version, or was seen on a cluster: see parseVlanEntity. */
function registered(entity: Entity): RegisteredVlan[] {
  try {
    const { id, owner, clusters } = parseVlanEntity(entity);
    return [{ id, owner, ...(clusters && { clusters }) }];
  } catch {
    return [];
  }
}
