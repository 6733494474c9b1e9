export * from './changeSet';
export * from './differences';
export * from './facts';
export * from '../check/finding';
export * from './kubeObject';
export * from './site';
export * from './sizeProblem';
