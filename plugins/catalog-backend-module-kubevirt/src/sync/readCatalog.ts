import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ANNOTATION,
  CatalogFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  EntityQuery,
  readCatalogFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { writtenDigest } from './digest';

export interface CatalogReader {
  /** The entities of others that entities of a cluster refer to. */
  facts: () => Promise<CatalogFacts>;
  /** What the catalog has from us for a cluster: digests, by reference. */
  known: (
    cluster: string,
    location: string,
  ) => Promise<ReadonlyMap<string, string | undefined>>;
}

/** Reads the catalog through its API, as the catalog plugin itself. */
export function catalogReader(options: {
  catalog: CatalogService;
  auth: AuthService;
}): CatalogReader {
  const { catalog, auth } = options;
  const read: EntityQuery = async query => {
    const credentials = await auth.getOwnServiceCredentials();
    const found: Entity[] = [];
    for await (const page of catalog.streamEntities(query, { credentials })) {
      found.push(...page);
    }
    return found;
  };
  return {
    facts: () => readCatalogFacts(read),
    async known(cluster, location) {
      const entities = await read({
        filter: {
          kind: 'resource',
          [`metadata.annotations.${CLUSTER_ANNOTATION}`]: cluster,
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: location,
        },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.annotations',
        ],
      });
      // The catalog's filter ignores case, and names of clusters do not.
      const ours = entities.filter(
        ({ metadata: { annotations = {} } }) =>
          annotations[CLUSTER_ANNOTATION] === cluster &&
          annotations[ANNOTATION_ORIGIN_LOCATION] === location,
      );
      return new Map(
        ours.map(entity => [stringifyEntityRef(entity), writtenDigest(entity)]),
      );
    },
  };
}
