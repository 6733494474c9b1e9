export * from './KubevirtApi';
export { KubevirtClient } from './KubevirtClient';
