import { isDeepStrictEqual } from 'node:util';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  CatalogFacts,
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_KIND,
  Plan,
  Site,
  formatObject,
  manifestEntities,
  networkName,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  EntityQuery,
  readCatalogFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  RenderedManifest,
  StagedChange,
  Tree,
  TreeFile,
  entityFile,
  entityIn,
  isEntityFile,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { beforeWriting } from '../beforeWriting';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** The owner of objects without one; the entity provider uses the same. */
const UNKNOWN_OWNER = 'group:default/unknown';

/** Makes the entity files of manifests from the resulting objects. */
export type EntityFiles = (objects: KubeObject[]) => TreeFile[];

/**
 * Prepares the entity files of manifests. There are none where an entity provider reads the cluster, or the site wants none.
 *
 * @throws ServiceUnavailableError when the catalog, which knows what the entities depend on, does not answer.
 */
export async function entityFilesOf(options: {
  plan: Plan;
  /** What was asked for. The networks of these VLANs may not exist yet. */
  use: VlanUsage;
  manifests: RenderedManifest[];
  /** The objects in the repository, and those that other requests propose. */
  known: KubeObject[];
  ctx: Pick<PipelineContext, 'getInitiatorCredentials' | 'signal'>;
  deps: Pick<ActionDependencies, 'catalog' | 'isProvided' | 'site'>;
}): Promise<EntityFiles> {
  const { plan, use, manifests, deps } = options;
  const { cluster } = plan;
  if (!deps.site.catalogInfo || deps.isProvided(cluster)) {
    return () => [];
  }
  const catalog = await beforeWriting(() => readCatalog(options));
  const known = [...expectedNetworks(use, deps.site), ...options.known];
  return objects => {
    const all = [...known, ...objects];
    const entities = manifestEntities({
      objects,
      facts: {
        cluster,
        networks: latest(all, NETWORK_KIND),
        policies: latest(all, POLICY_KIND),
        namespaces: [],
        clusterNetworks: [],
      },
      catalog,
      settings: { defaultOwner: UNKNOWN_OWNER },
    });
    return entities.flatMap((entity, i) =>
      entity ? [entityFile(manifests[i].path, entity)] : [],
    );
  };
}

/** The networks of the requested VLANs, as far as entities need them: a request that is not visible here may propose them. */
function expectedNetworks(
  { vlanIds, namespace }: VlanUsage,
  site: Site,
): KubeObject[] {
  return vlanIds.map(vlan => {
    const name = networkName(site, vlan);
    return {
      apiVersion: NETWORK_API_VERSION,
      kind: NETWORK_KIND,
      metadata: { namespace, name },
      spec: { config: JSON.stringify({ name, type: 'cnv-bridge', vlan }) },
    };
  });
}

/**
 * Adds entity files to a staged change: those that are missing and, if any manifest is written, those whose content differs. A
 * file that only has another layout is not touched.
 */
export async function withEntityFiles(options: {
  tree: Tree;
  staged: StagedChange;
  entityFiles: EntityFiles;
}): Promise<StagedChange> {
  const { tree, staged, entityFiles } = options;
  const files = entityFiles(staged.objects);
  const before = await Promise.all(files.map(({ path }) => tree.read(path)));
  const isDue = ({ text }: TreeFile, existing: string | undefined) =>
    existing === undefined ||
    (staged.writes.length > 0 &&
      !isDeepStrictEqual(entityIn(existing), entityIn(text)));
  return {
    ...staged,
    writes: [
      ...staged.writes,
      ...files.filter((file, i) => isDue(file, before[i])),
    ],
  };
}

/** Logs the entity files. The change set lists only objects of the cluster. */
export function reportEntityFiles(
  { writes }: StagedChange,
  logger: PipelineContext['logger'],
): void {
  writes
    .filter(({ path, text }) => isEntityFile(path, text))
    .forEach(({ path }) => logger.info(`For the catalog: ${path}`));
}

/** Reads as the user who asks: a file must not show what the catalog hides from them. */
async function readCatalog({
  ctx,
  deps,
}: Pick<
  Parameters<typeof entityFilesOf>[0],
  'ctx' | 'deps'
>): Promise<CatalogFacts> {
  const credentials = await ctx.getInitiatorCredentials();
  const read: EntityQuery = async query =>
    (await deps.catalog.getEntities(query, { credentials })).items;
  try {
    return await readCatalogFacts(read);
  } catch (error) {
    ctx.signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      'The VLANs and Systems could not be read from the catalog, which the entity of a manifest refers to; try again',
      error,
    );
  }
}

/** The objects of a kind; of those with the same name, the last one. */
function latest(objects: KubeObject[], kind: string): KubeObject[] {
  return [
    ...new Map(
      objects
        .filter(object => object.kind === kind)
        .map(object => [formatObject(object), object]),
    ).values(),
  ];
}
