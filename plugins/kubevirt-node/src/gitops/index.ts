export * from './GitOpsRepo';
export * from './PullRequestHost';
export * from './gitAuth';
