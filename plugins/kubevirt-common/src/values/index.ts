export { addressProblem, isAddress, isSameAddress, isSubnet } from './address';
export {
  RELATIVE_PATH_RULE,
  isDnsLabel,
  isPathPart,
  isRelativePath,
  isReservedNamespace,
} from './fields';
export type { Zod } from './fields';
export { INTERFACE_NAME_RULE, isInterfaceName } from './interfaceName';
export { isMacAddress } from './macAddress';
export { isObjectName } from './objectName';
