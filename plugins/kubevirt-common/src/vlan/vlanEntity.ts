import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { vlanEntityRef } from '../naming/entityRefs';
import { faultsOf } from '../request/parse';
import { normalizeOwner } from './entityRef';
import { vlanEntitySchema } from './vlanEntitySchema';

/** A VLAN as its entity in the catalog describes it: who owns it, who may use it, and where. */
export interface VlanEntity {
  /** `resource:default/vlan-<id>` */
  ref: string;
  id: number;
  description?: string;
  /** A group or a user, as a full reference in lower case. */
  owner: string;
  /** The clusters that have the VLAN; undefined: all. */
  clusters?: string[];
  subnet?: string;
  gateway?: string;
  dns: string[];
  /** Addresses of the subnet that no VM gets: single ones, ranges and subnets, as written in the entity. */
  reserved: string[];
  /** The node pools that may have the VLAN; undefined: any. */
  nodePools?: string[];
  /** The groups that may use it besides its owner, as full references in lower case. */
  allowedGroups: string[];
  /** The namespaces it may be used in, or `*` alone for the namespaces of all tenants. */
  allowedNamespaces: string[];
}

/** The parts of a catalog entity that describe a VLAN. */
export type EntityLike = Pick<Entity, 'kind' | 'metadata' | 'spec'>;

/**
 * Parses the entity of a VLAN. Nothing is coerced, and unknown keys are refused.
 *
 * @throws InputError that names the entity and, for every fault, the field, what was found and what is allowed.
 */
export function parseVlanEntity(entity: EntityLike): VlanEntity {
  const result = vlanEntitySchema.safeParse(entity);
  if (!result.success) {
    throw new InputError(
      `${nameOf(entity)} is not a valid VLAN: ${faultsOf(
        result.error,
        entity,
      ).join('. ')}; correct it in the file that it is registered from`,
    );
  }
  const { metadata, spec } = result.data;
  const { description } = metadata;
  return {
    ...spec.vlan,
    ...(description === undefined ? {} : { description }),
    ref: vlanEntityRef(spec.vlan.id),
    owner: normalizeOwner(spec.owner),
    allowedGroups: spec.vlan.allowedGroups.map(normalizeOwner),
  };
}

function nameOf(entity: EntityLike): string {
  try {
    return stringifyEntityRef(entity as Entity);
  } catch {
    return 'An entity without a name';
  }
}
