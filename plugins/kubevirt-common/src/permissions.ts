import {
  BasicPermission,
  ResourcePermission,
  createPermission,
} from '@backstage/plugin-permission-common';

/** Of @backstage/plugin-catalog-common/alpha; a policy's conditions are those of the catalog, on the VLAN's entity. */
const CATALOG_ENTITY = 'catalog-entity';

type VlanPermission = ResourcePermission<typeof CATALOG_ENTITY>;

/** To attach a VLAN to a node pool and a namespace; asked for with the entity of the VLAN. */
export const vlanAttachPermission: VlanPermission = createPermission({
  name: 'kubevirt.vlan.attach',
  attributes: { action: 'create' },
  resourceType: CATALOG_ENTITY,
});

/** To give a new VM a NIC on a VLAN; asked for with the entity of each VLAN that it is on. */
export const vmCreatePermission: VlanPermission = createPermission({
  name: 'kubevirt.vm.create',
  attributes: { action: 'create' },
  resourceType: CATALOG_ENTITY,
});

/** To see VLANs, node pools and VMs on the plugin's pages; which of them, say the catalog and the clusters. */
export const kubevirtViewPermission: BasicPermission = createPermission({
  name: 'kubevirt.view',
  attributes: { action: 'read' },
});

/** Those of the scaffolder's actions. */
export const kubevirtPermissions = [vlanAttachPermission, vmCreatePermission];
