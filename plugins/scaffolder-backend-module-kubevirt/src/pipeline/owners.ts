import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  Plan,
  Site,
  findVlan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PullRequestHost } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { VlanOwner } from './DeliveryTarget';
import { ActionDependencies, PipelineContext } from './types';

/** The most people who are asked for a review. */
const MAX_REVIEWERS = 10;

interface OwnerOptions {
  ctx: PipelineContext;
  deps: Pick<ActionDependencies, 'catalog'>;
}

/** The owners of VLANs by the site, in which the entities of the catalog replace the configuration. */
export function vlanOwners(options: {
  plan: Plan;
  vlanIds: number[];
  site: Site;
}): VlanOwner[] {
  const { plan, vlanIds, site } = options;
  const cluster = site.clusters[plan.cluster];
  return vlanIds.map(vlanId => {
    const owner = findVlan(cluster, vlanId)?.owner;
    return owner === undefined ? { vlanId } : { vlanId, owner: fullRef(owner) };
  });
}

/**
 * The accounts of the owners on a host, by the annotation `<host>/user-login` of their User entities, or that of the host's
 * kind (`github.com/user-login`). The requester is left out.
 */
export async function reviewersOf(
  options: OwnerOptions & { owners: VlanOwner[]; host: PullRequestHost },
): Promise<string[]> {
  const { ctx, owners, host } = options;
  const refs = [...new Set(owners.flatMap(({ owner }) => owner ?? []))];
  const people = await Promise.all(
    refs.map(ref => bestEffort(ctx, [], () => peopleOf(options, ref))),
  );
  const requester = ctx.user?.ref;
  const logins = people
    .flat()
    .filter(entity => stringifyEntityRef(entity) !== requester)
    .flatMap(entity => loginOf(entity, host) ?? []);
  return [...new Set(logins)].slice(0, MAX_REVIEWERS);
}

async function peopleOf(
  { ctx, deps }: OwnerOptions,
  ref: string,
): Promise<Entity[]> {
  const credentials = await ctx.getInitiatorCredentials();
  if (parseEntityRef(ref).kind.toLowerCase() === 'user') {
    const entity = await deps.catalog.getEntityByRef(ref, { credentials });
    return entity ? [entity] : [];
  }
  const { items } = await deps.catalog.getEntities(
    {
      filter: { kind: 'User', 'relations.memberOf': ref },
      fields: ['kind', 'metadata'],
      limit: 5 * MAX_REVIEWERS,
    },
    { credentials },
  );
  return items;
}

function loginOf(entity: Entity, host: PullRequestHost): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  return (
    annotations[`${host.host.replace(/:.*/, '')}/user-login`] ??
    annotations[`${host.kind.toLowerCase()}.com/user-login`]
  );
}

function fullRef(owner: string): string {
  return stringifyEntityRef(
    parseEntityRef(owner, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
}

/** A run does not fail because a reviewer can't be found. */
async function bestEffort<T>(
  { logger, signal }: PipelineContext,
  otherwise: T,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    signal?.throwIfAborted();
    logger.warn(
      `The people who own the VLAN could not be looked up in the catalog: ${
        (error as Error).message
      }`,
    );
    return otherwise;
  }
}
