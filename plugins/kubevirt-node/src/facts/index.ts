export { gatherFacts } from './gatherFacts';
export { listWithFallback } from './listWithFallback';
export type { KindList, ListedKind } from './listWithFallback';
