export { topologiesOf } from './nodeViews';
export { madeInterfaces } from './policySpec';
