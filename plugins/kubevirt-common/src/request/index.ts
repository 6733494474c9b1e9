export * from './attachVlan';
export * from './createVm';
export * from './delivery';
export * from './parse';
export {
  RELATIVE_PATH_RULE,
  isDnsLabel,
  isPathPart,
  isRelativePath,
  isReservedNamespace,
} from './fields';
export type { Zod } from './fields';
export { addressProblem, isAddress, isSameAddress, isSubnet } from './address';
export { isMacAddress } from './macAddress';
