export * from './check';
export { CODES } from './codes';
export type { Code } from './codes';
export { protectedClosure, protectedFaults, topologiesOf } from './nodes';
export { madeInterfaces } from '../manifests/policySpec';
