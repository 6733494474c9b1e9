export * from './FileTree';
export * from './kustomization';
export * from './stageManifests';
