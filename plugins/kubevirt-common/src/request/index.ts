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
} from '../values/fields';
export type { Zod } from '../values/fields';
export {
  addressProblem,
  isAddress,
  isSameAddress,
  isSubnet,
} from '../values/address';
export { isMacAddress } from '../values/macAddress';
