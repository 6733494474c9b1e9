export * from './check';
export type { CheckContext } from './CheckContext';
export { CODES, isBuiltInCode } from './codes';
export type { ExtraCheck, ExtraCheckContext, ExtraFinding } from './ExtraCheck';
export { ExtraChecks } from './ExtraChecks';
export type { Code } from './codes';
export * from './finding';
export { protectedClosure, protectedFaults } from './nodes';
