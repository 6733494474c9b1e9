export { siteWithVlans } from './siteWithVlans';
export { useProblem } from './useProblem';
export type { VlanUse, VlanUser } from './useProblem';
export { parseVlanEntity } from './vlanEntity';
export type { EntityLike, VlanEntity } from './vlanEntity';
export { EVERY_NAMESPACE } from './vlanEntitySchema';
export { checkUnregisteredVlan, isUnregisteredVlan } from './unregisteredVlan';
export { vlanUses } from './vlanUses';
export type { ObjectUse } from './vlanUses';
