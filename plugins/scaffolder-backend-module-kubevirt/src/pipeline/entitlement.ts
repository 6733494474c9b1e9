import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  VlanEntity,
  VlanUser,
  groupsOf,
  parseVlanEntity,
  useProblem,
  vlanEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** The type of a processing error in the status of an entity. */
const PROCESSING_STATUS = 'backstage.io/catalog-processing';

/** The status that the catalog adds to an entity; it is alpha, so the types leave it out. */
type EntityWithStatus = Entity & {
  status?: {
    items?: Array<{ type: string; level: string; message: string }>;
  };
};

interface EntitlementOptions {
  use: VlanUsage;
  ctx: Pick<PipelineContext, 'getInitiatorCredentials' | 'signal' | 'user'>;
  deps: Pick<ActionDependencies, 'catalog' | 'ownCredentials' | 'site'>;
}

/**
 * The entities of the VLANs that a change uses, each of which the user who started the task may use like this. A VLAN
 * without an entity is left out where the site allows that.
 *
 * The user's groups are read now, as those that came with the task may be outdated.
 *
 * @throws NotAllowedError for a VLAN that the user may not use like this, and for one that is not registered or not visible to
 * this user; InputError for an entity that is not a valid VLAN; ServiceUnavailableError when the catalog does not answer.
 */
export async function vlansOf(
  options: EntitlementOptions,
): Promise<VlanEntity[]> {
  const ids = [...new Set(options.use.vlanIds)];
  const entities = await Promise.all(
    ids.map(id => readEntity(options, vlanEntityRef(id))),
  );
  const found = await Promise.all(
    ids.map(async (id, i) => {
      const entity = entities[i];
      return entity ? validVlan(id, entity) : unregistered(options, id);
    }),
  );
  const vlans = found.filter(vlan => vlan !== undefined);
  if (vlans.length > 0) {
    const user = await readUser(options);
    vlans.forEach(vlan => refuseUse({ ...options, vlan, user }));
  }
  return vlans;
}

function validVlan(id: number, entity: EntityWithStatus): VlanEntity {
  // The catalog still serves the last valid version, which may allow users who were removed since.
  const errors = (entity.status?.items ?? []).filter(
    ({ type, level }) => type === PROCESSING_STATUS && level === 'error',
  );
  if (errors.length > 0) {
    throw new InputError(
      `${vlanEntityRef(
        id,
      )} has errors in the catalog, which has an older version of it: ${errors
        .map(({ message }) => message)
        .join('. ')}; correct them first, they are on the entity’s page`,
    );
  }
  const vlan = parsed(entity);
  if (vlan.id !== id) {
    throw new InputError(
      `${vlanEntityRef(id)} describes VLAN ${
        vlan.id
      }, allowed: spec.vlan.id ${id}`,
    );
  }
  return vlan;
}

function parsed(entity: Entity): VlanEntity {
  try {
    return parseVlanEntity(entity);
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}

/** The same text for a missing and for a hidden VLAN: it must not reveal which of the two it is. */
async function unregistered(
  { ctx, deps }: EntitlementOptions,
  id: number,
): Promise<undefined> {
  if (deps.site.unregisteredVlans === 'allow') {
    // A VLAN that is hidden from the user is registered nevertheless.
    const credentials = await deps.ownCredentials();
    if (!(await readAs({ ctx, deps, credentials }, vlanEntityRef(id)))) {
      return undefined;
    }
  }
  throw new NotAllowedError(
    `VLAN ${id}: the catalog has no ${vlanEntityRef(id)} that ${
      ctx.user?.ref || 'a task without a signed-in user'
    } can see, allowed: VLANs that are registered in the catalog; ask the platform team, who registers them`,
  );
}

function refuseUse({
  use,
  vlan,
  user,
}: EntitlementOptions & {
  vlan: VlanEntity;
  user: VlanUser | undefined;
}): void {
  const { cluster, namespace, nodePool } = use;
  const problem = useProblem({ vlan, user, cluster, namespace, nodePool });
  if (problem) {
    throw new NotAllowedError(
      `${user?.ref ?? 'A task without a signed-in user'} may not use VLAN ${
        vlan.id
      } in namespace "${namespace}" of cluster "${cluster}": ${problem}`,
    );
  }
}

async function readUser(
  options: EntitlementOptions,
): Promise<VlanUser | undefined> {
  const ref = options.ctx.user?.ref;
  if (!ref) {
    return undefined;
  }
  const entity = await readEntity(options, ref);
  return { ref, groups: entity ? groupsOf(entity) : [] };
}

/** An entity, read as the user who started the task. */
async function readEntity(
  { ctx, deps }: EntitlementOptions,
  ref: string,
): Promise<Entity | undefined> {
  const credentials = await ctx.getInitiatorCredentials();
  return readAs({ ctx, deps, credentials }, ref);
}

async function readAs(
  options: Pick<EntitlementOptions, 'ctx' | 'deps'> & {
    credentials: BackstageCredentials;
  },
  ref: string,
): Promise<Entity | undefined> {
  const { ctx, deps, credentials } = options;
  try {
    return await deps.catalog.getEntityByRef(ref, { credentials });
  } catch (error) {
    ctx.signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      `${ref} could not be read from the catalog, which says who may use a VLAN; try again`,
      error,
    );
  }
}
