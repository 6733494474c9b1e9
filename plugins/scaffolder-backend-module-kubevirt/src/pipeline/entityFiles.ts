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

/** The owner of what nobody owns, as that of an entity provider. */
const NOBODY = 'group:default/unknown';

/** Makes the entity files of manifests, from the objects as they will stand in those. */
export type EntityFiles = (objects: KubeObject[]) => TreeFile[];

/**
 * The entities of manifests, for a site whose catalog reads no cluster; none where a provider does, or the site wants none.
 *
 * @throws ServiceUnavailableError where the catalog does not answer, which knows what they depend on.
 */
export async function entityFilesOf(options: {
  plan: Plan;
  /** What was asked for: the networks of these VLANs may be yet to come. */
  use: VlanUsage;
  manifests: RenderedManifest[];
  /** What stands in the repository, and what other requests of it propose. */
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
  const known = [...networksToCome(use, deps.site), ...options.known];
  return objects => {
    const all = [...known, ...objects];
    const entities = manifestEntities({
      objects,
      facts: {
        cluster,
        networks: last(all, NETWORK_KIND),
        policies: last(all, POLICY_KIND),
        namespaces: [],
        clusterNetworks: [],
      },
      catalog,
      settings: { defaultOwner: NOBODY },
    });
    return entities.flatMap((entity, i) =>
      entity ? [entityFile(manifests[i].path, entity)] : [],
    );
  };
}

/** As far as their entities go: another request may propose them, where this one can't see it. */
function networksToCome(
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
 * Adds those to what is written that are not there, and beside a manifest that is written those that say something else.
 * One that somebody only laid out otherwise is left alone.
 */
export async function withEntityFiles(options: {
  tree: Tree;
  staged: StagedChange;
  entityFiles: EntityFiles;
}): Promise<StagedChange> {
  const { tree, staged, entityFiles } = options;
  const files = entityFiles(staged.objects);
  const before = await Promise.all(files.map(({ path }) => tree.read(path)));
  const isDue = ({ text }: TreeFile, standing: string | undefined) =>
    standing === undefined ||
    (staged.writes.length > 0 &&
      !isDeepStrictEqual(entityIn(standing), entityIn(text)));
  return {
    ...staged,
    writes: [
      ...staged.writes,
      ...files.filter((file, i) => isDue(file, before[i])),
    ],
  };
}

/** They are in no change set, which is of the cluster's objects. */
export function reportEntityFiles(
  { writes }: StagedChange,
  logger: PipelineContext['logger'],
): void {
  writes
    .filter(({ path, text }) => isEntityFile(path, text))
    .forEach(({ path }) => logger.info(`For the catalog: ${path}`));
}

/** As whoever asks sees it: what is hidden from them is not to be read in a file. */
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

/** The objects of a kind, each as it is said last. */
function last(objects: KubeObject[], kind: string): KubeObject[] {
  return [
    ...new Map(
      objects
        .filter(object => object.kind === kind)
        .map(object => [formatObject(object), object]),
    ).values(),
  ];
}
