export { GitOpsRepo } from './GitOpsRepo';
export type {
  Author,
  Checkout,
  GitOpsRepoOptions,
  OpenChange,
  ProposedCheckout,
} from './GitOpsRepo';
