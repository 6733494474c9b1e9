import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  MAX_VLAN_ID,
  MIN_VLAN_ID,
  Site,
  VlanEntity,
  VlanPermit,
  VlanSummary,
  VlanUser,
  entityRefOf,
  isUnregisteredVlan,
  personProblem,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { processingErrors } from '../catalog/entityStatus';
import { TypeOfDependent, dependentsOf } from './dependents';
import { parsedVlan } from './parsedVlan';

interface SummaryOptions {
  user: VlanUser;
  site: Pick<Site, 'unregisteredVlans'>;
  typeOf: TypeOfDependent;
}

/** Summarizes a VLAN's entity; undefined if it has no VLAN id. */
export function toSummary(
  entity: Entity,
  options: SummaryOptions,
): VlanSummary | undefined {
  const id = vlanIdOf(entity);
  if (id === undefined) {
    return undefined;
  }
  const types = dependentsOf(entity).map(options.typeOf);
  const common = {
    entityRef: stringifyEntityRef(entity),
    id,
    title: entity.metadata.title ?? `VLAN ${id}`,
    ...(entity.metadata.description !== undefined && {
      description: entity.metadata.description,
    }),
    owner: ownerOf(entity),
    networks: types.filter(type => type === 'network').length,
    vms: types.filter(type => type === 'vm').length,
  };
  return isUnregisteredVlan(entity)
    ? { ...common, ...unregistered(entity, id, options) }
    : { ...common, ...registered(entity, options) };
}

type Rest = Omit<
  VlanSummary,
  'entityRef' | 'id' | 'title' | 'description' | 'owner' | 'networks' | 'vms'
>;

function registered(entity: Entity, { user }: SummaryOptions): Rest {
  const { vlan, error } = parsedVlan(entity);
  const errors = [
    ...processingErrors(entity),
    ...(error === undefined ? [] : [error]),
  ];
  return {
    isRegistered: true,
    ...(errors.length > 0 && { errors }),
    ...(vlan?.subnet !== undefined && { subnet: vlan.subnet }),
    ...(vlan?.gateway !== undefined && { gateway: vlan.gateway }),
    ...(vlan?.clusters && { clusters: vlan.clusters }),
    ...(vlan?.nodePools && { nodePools: vlan.nodePools }),
    allowedGroups: vlan?.allowedGroups ?? [],
    allowedNamespaces: vlan?.allowedNamespaces ?? [],
    permit:
      vlan && errors.length === 0
        ? permitOf(personProblem({ vlan, user }))
        : permitOf(
            `its entity has errors in the catalog, and the actions refuse it until they are corrected; ask its owner ${ownerOf(
              entity,
            )}`,
          ),
  };
}

function unregistered(
  entity: Entity,
  id: number,
  { site }: SummaryOptions,
): Rest {
  const errors = processingErrors(entity);
  const { clusters } = entity.spec?.vlan as { clusters?: unknown };
  return {
    isRegistered: false,
    ...(errors.length > 0 && { errors }),
    clusters: (Array.isArray(clusters) ? clusters : []).filter(
      (name): name is string => typeof name === 'string',
    ),
    allowedGroups: [],
    allowedNamespaces: [],
    permit: permitOf(unregisteredProblem(site, id)),
  };
}

/** Why a VLAN that is not registered may not be used; undefined if the site allows it. */
export function unregisteredProblem(
  site: Pick<Site, 'unregisteredVlans'>,
  id: number,
): string | undefined {
  return site.unregisteredVlans === 'allow'
    ? undefined
    : `VLAN ${id} is not registered in the catalog, which says who may use it; ask the platform team, who registers VLANs`;
}

function permitOf(reason: string | undefined): VlanPermit {
  return reason === undefined ? { allowed: true } : { allowed: false, reason };
}

/** The VLAN that an entity describes; undefined if it is not valid, or was only found on a cluster. */
export function validVlan(entity: Entity): VlanEntity | undefined {
  return isUnregisteredVlan(entity) ? undefined : parsedVlan(entity).vlan;
}

function vlanIdOf({ metadata, spec }: Entity): number | undefined {
  const { id } = (spec?.vlan ?? {}) as { id?: unknown };
  const named = /^vlan-([1-9][0-9]{0,3})$/.exec(metadata.name)?.[1];
  return [id, Number(named)].find(
    (value): value is number =>
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value >= MIN_VLAN_ID &&
      value <= MAX_VLAN_ID,
  );
}

function ownerOf({ spec }: Entity): string {
  const written = typeof spec?.owner === 'string' ? spec.owner : undefined;
  return (
    entityRefOf(written, { kinds: ['group', 'user'], defaultKind: 'group' }) ??
    'nobody'
  );
}
