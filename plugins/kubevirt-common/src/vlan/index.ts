export { addressUse } from './addressUse';
export type { AddressPlan, Claim } from './addressUse';
export { entityRefOf } from './entityRef';
export { siteWithVlans } from './siteWithVlans';
export { groupsOf } from './groupsOf';
export {
  forLiveInstance,
  forLiveVm,
  liveInstance,
  liveNics,
  liveVm,
  networksOfVm,
} from './liveVm';
export type { LiveInstance, LiveNic, LiveVm } from './liveVm';
export { nodeCount } from './nodeCount';
export { personProblem, useProblem } from './useProblem';
export type { VlanUse, VlanUser } from './useProblem';
export { parseVlanEntity } from './vlanEntity';
export type { EntityLike, VlanEntity } from './vlanEntity';
export { EVERY_NAMESPACE } from './vlanEntitySchema';
export { checkUnregisteredVlan, isUnregisteredVlan } from './unregisteredVlan';
export { vlanCarriers } from './vlanCarriers';
export type { VlanCarrier } from './vlanCarriers';
export { vlanUses } from './vlanUses';
export type { ObjectUse } from './vlanUses';
