import { vlanEntityData } from 'kubevirt-vlan-test-kit';
import { VlanEntity, parseVlanEntity } from '../vlan';

/** The entity of a VLAN with everything that one may have, parsed. */
export function vlanEntity(more: { vlan?: object; spec?: object } = {}) {
  return parseVlanEntity(vlanEntityData(more));
}

/** A VLAN of this owner that every cluster, node pool and tenant's namespace may use. */
export function vlanOwnedBy(id: number, owner: string): VlanEntity {
  return parseVlanEntity(
    vlanEntityData({
      metadata: { name: `vlan-${id}` },
      spec: { owner, vlan: { id, allowedNamespaces: ['*'] } },
    }),
  );
}
