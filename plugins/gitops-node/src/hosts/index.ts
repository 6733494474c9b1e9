export { ApiPullRequestHost } from './ApiPullRequestHost';
export { Fields } from './Fields';
export type {
  GitAuth,
  GitFileRef,
  GitHost,
  GitRepoRef,
  OpenHostOptions,
} from './GitHost';
export { GIT_HOSTS, fileUrl, gitAuth, openHost } from './gitHosts';
export { gitHostsExtensionPoint } from './gitHostsExtensionPoint';
export type { GitHostsExtensionPoint } from './gitHostsExtensionPoint';
export type { Extras, HostApi, KnownRequest, NewRequest } from './HostApi';
export type { HostCall, HostCallSettings, HostConnection } from './HostCalls';
export { oneAtATime } from './oneAtATime';
export type {
  Proposal,
  ProposalReport,
  PullRequest,
  PullRequestHost,
} from './PullRequestHost';
export { isOwnRequest } from './PullRequestHost';
export type { HostAnswer, HostRequest, HostSend } from './sendToHost';
