export { openHost } from './openHost';
export type { OpenHostOptions } from './openHost';
export type {
  Proposal,
  ProposalReport,
  PullRequest,
  PullRequestHost,
} from './PullRequestHost';
export { oneAtATime } from './oneAtATime';
