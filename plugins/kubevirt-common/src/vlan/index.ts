export { siteWithVlans } from './siteWithVlans';
export { useProblem } from './useProblem';
export type { VlanUse, VlanUser } from './useProblem';
export { parseVlanEntity } from './vlanEntity';
export type { EntityLike, VlanEntity } from './vlanEntity';
export { EVERY_NAMESPACE, VLAN_ENTITY_TYPE } from './vlanEntitySchema';
export { vlanUses } from './vlanUses';
export type { ObjectUse } from './vlanUses';
