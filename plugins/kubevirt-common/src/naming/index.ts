export * from './entityRefs';
export { fillTemplate } from './fillTemplate';
export { INTERFACE_NAME_RULE, isInterfaceName } from '../values/interfaceName';
export * from './names';
