/**
 * VLANs, networks and VMs in the catalog: an entity provider for KubeVirt clusters, and checks for VLANs.
 *
 * @packageDocumentation
 */
export { catalogModuleKubevirt as default } from './module';
export { KubevirtEntityProvider } from './provider/KubevirtEntityProvider';
export { PartOfProcessor } from './PartOfProcessor';
export { VlanEntityProcessor } from './VlanEntityProcessor';
