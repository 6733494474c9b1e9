export * from './readCatalogFacts';
