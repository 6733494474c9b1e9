export * from './entityRefs';
export * from './fillTemplate';
export * from './interfaceName';
export * from './names';
export * from './shorten';
