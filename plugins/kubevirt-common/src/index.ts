/**
 * The model of KubeVirt VLANs and VMs: request schemas, naming, plan and check. Pure, and the same in the browser and
 * in the backend.
 *
 * @packageDocumentation
 */
export * from './constants';
export * from './values';
export * from './model';
export * from './naming';
export * from './request';
export * from './plan';
export * from './manifests';
export * from './check';
export * from './merge';
export * from './progress';
export * from './vlan';
export * from './entities';
export * from './permissions';
export type * from './api';
export { isWebUrl } from './api/webUrl';
