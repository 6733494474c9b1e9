export { describeNode, nodeLine, parseNodeLine } from './nodeLine';
export type { NodeLine } from './nodeLine';
export {
  NODE_LABEL,
  NODE_STATES,
  POLICY_LABEL,
  hasFailed,
  policyProgress,
} from './policyProgress';
export type {
  NodeProgress,
  NodeState,
  PolicyFacts,
  PolicyProgress,
} from './policyProgress';
