export * from './changeSet';
export * from './finding';
export * from './kubeObject';
export * from './site';
