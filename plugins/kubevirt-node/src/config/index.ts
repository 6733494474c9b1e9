export * from './readSite';
