export { GitOpsRepo } from './GitOpsRepo';
export type {
  Author,
  Checkout,
  GitOpsRepoOptions,
  OpenChange,
  ProposedCheckout,
} from './GitOpsRepo';
export { gitAuth } from './gitAuth';
export type { GitAuth } from './gitAuth';
