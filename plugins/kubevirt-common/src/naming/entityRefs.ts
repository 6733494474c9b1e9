/** Names of the catalog entities that stand for what the actions make. */

/** The entity of a VLAN. */
export function vlanEntityRef(vlanId: number): string {
  return `resource:default/vlan-${vlanId}`;
}

/** The entity of a VM. */
export function vmEntityRef(vm: { namespace: string; name: string }): string {
  return `resource:${vm.namespace}/${vm.name}`;
}
