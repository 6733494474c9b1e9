export * from './providedClusters';
export * from './readSite';
