import {
  BasicPermission,
  ResourcePermission,
  createPermission,
} from '@backstage/plugin-permission-common';

/**
 * From @backstage/plugin-catalog-common/alpha. The conditions of a policy are those of the catalog, applied to the
 * entity of the VLAN.
 */
const CATALOG_ENTITY = 'catalog-entity';

type VlanPermission = ResourcePermission<typeof CATALOG_ENTITY>;

/** Permission to attach a VLAN to a node pool and a namespace; authorized with the entity of the VLAN. */
export const vlanAttachPermission: VlanPermission = createPermission({
  name: 'kubevirt.vlan.attach',
  attributes: { action: 'create' },
  resourceType: CATALOG_ENTITY,
});

/** Permission to give a new VM a NIC on a VLAN; authorized with the entity of each of its VLANs. */
export const vmCreatePermission: VlanPermission = createPermission({
  name: 'kubevirt.vm.create',
  attributes: { action: 'create' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Permission to see VLANs, node pools and VMs on the pages of the plugin. The catalog and the clusters decide which
 * of them.
 */
export const kubevirtViewPermission: BasicPermission = createPermission({
  name: 'kubevirt.view',
  attributes: { action: 'read' },
});

/** The permissions of the scaffolder actions. */
export const kubevirtPermissions = [vlanAttachPermission, vmCreatePermission];
