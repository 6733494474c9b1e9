export { openHost } from './openHost';
export type { OpenHostOptions } from './openHost';
export type {
  Proposal,
  ProposalReport,
  PullRequest,
  PullRequestHost,
} from './PullRequestHost';
export { isOwnRequest } from './PullRequestHost';
export { fileUrl } from './fileUrl';
export { oneAtATime } from './oneAtATime';
