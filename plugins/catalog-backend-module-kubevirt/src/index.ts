/**
 * Checks the VLAN entities of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleKubevirt as default } from './module';
export { VlanEntityProcessor } from './VlanEntityProcessor';
