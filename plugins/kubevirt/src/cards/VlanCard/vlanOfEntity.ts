import type { Entity } from '@backstage/catalog-model';
import {
  MAX_VLAN_ID,
  MIN_VLAN_ID,
  isRecord,
  isUnregisteredVlan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * The VLAN of an entity; undefined if it has no valid id. An unregistered VLAN belongs to its cluster only.
 */
export function vlanOfEntity(
  entity: Entity,
): { id: number; cluster?: string } | undefined {
  const vlan = isRecord(entity.spec?.vlan) ? entity.spec?.vlan : {};
  const { id, clusters } = vlan as { id?: unknown; clusters?: unknown };
  if (typeof id !== 'number' || !isVlanId(id)) {
    return undefined;
  }
  const [cluster] = Array.isArray(clusters) ? clusters : [];
  return isUnregisteredVlan(entity) && typeof cluster === 'string'
    ? { id, cluster }
    : { id };
}

function isVlanId(id: number): boolean {
  return Number.isInteger(id) && id >= MIN_VLAN_ID && id <= MAX_VLAN_ID;
}
