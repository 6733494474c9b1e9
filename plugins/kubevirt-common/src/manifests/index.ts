export { topologiesOf } from './nodeViews';
export { madeInterfaces, policyInterfaces } from './policySpec';
export { existingOf } from './removals';
