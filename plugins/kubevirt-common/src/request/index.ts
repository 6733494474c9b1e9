export * from './attachVlan';
export * from './createVm';
export * from './delivery';
export * from './parse';
export { isDnsLabel, isReservedNamespace } from './fields';
export type { Zod } from './fields';
export { addressProblem, isAddress, isSameAddress, isSubnet } from './address';
export { isMacAddress } from './macAddress';
