/**
 * The I/O of KubeVirt VLANs and VMs, behind interfaces: site configuration, manifest rendering, file trees and the
 * GitOps repository.
 *
 * @packageDocumentation
 */
export * from './apply';
export * from './catalog';
export * from './cluster';
export * from './config';
export * from './files';
export * from './gitops';
export * from './hosts';
export * from './render';
export * from './secrets';
export * from './facts';
