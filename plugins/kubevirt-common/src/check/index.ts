export * from './check';
export type { CheckContext } from './CheckContext';
export { CODES } from './codes';
export type { Code } from './codes';
export * from './finding';
export { protectedClosure, protectedFaults } from './nodes';
