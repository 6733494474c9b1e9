export * from './entityRefs';
export { fillTemplate } from './fillTemplate';
export type { Namer, VlanNameParts } from './Namer';
export * from './names';
export { withNamer } from './withNamer';
