export * from './consoleLinks';
export * from './extensionPoints';
export * from './providedClusters';
export * from './readSite';
