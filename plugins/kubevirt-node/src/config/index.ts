export * from './consoleLinks';
export * from './providedClusters';
export * from './readSite';
