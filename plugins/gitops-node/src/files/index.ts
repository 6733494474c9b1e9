export * from './entityFile';
export * from './FileTree';
export * from './Tree';
export * from './kustomization';
export * from './readObjects';
export type { RenderedManifest } from './RenderedManifest';
export * from './stageManifests';
