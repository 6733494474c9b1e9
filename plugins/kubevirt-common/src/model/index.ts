export * from './changeSet';
export * from './differences';
export * from './facts';
export * from './kinds';
export * from './kubeObject';
export * from './site';
export * from './sizeProblem';
export * from './removal';
