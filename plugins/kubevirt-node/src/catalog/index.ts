export * from './readCatalogFacts';
export { vlanSourcesExtensionPoint, withVlanSources } from './vlanSources';
export type { VlanSource, VlanSourcesExtensionPoint } from './vlanSources';
