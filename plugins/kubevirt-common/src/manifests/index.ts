export { topologiesOf } from './nodeViews';
export { madeInterfaces } from './policySpec';
export { existingOf } from './removals';
