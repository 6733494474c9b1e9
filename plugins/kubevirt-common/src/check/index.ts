export * from './check';
export { protectedClosure, protectedFaults, topologiesOf } from './nodes';
export { madeInterfaces } from './policySpec';
