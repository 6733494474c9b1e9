export * from './entityRefs';
export { fillTemplate } from './fillTemplate';
export * from './names';
