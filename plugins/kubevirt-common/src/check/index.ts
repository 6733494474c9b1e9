export * from './check';
export { madeInterfaces } from './policySpec';
