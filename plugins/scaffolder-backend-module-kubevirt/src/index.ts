/**
 * Scaffolder actions that attach a VLAN to a node pool and create KubeVirt VMs on it.
 *
 * @packageDocumentation
 */
export { scaffolderModuleKubevirt as default } from './module';
export * from './actions/vlanAttach';
export * from './actions/vmCreate';
export type { ActionDependencies } from './pipeline';
// Parts of the pipeline that the system tests and the benchmarks run alone.
export { applyPreviewed, previewApply, previewRemovals } from './apply';
export { readBuiltInTemplates, renderManifests } from './render';
export type { ManifestTemplates } from './render';
