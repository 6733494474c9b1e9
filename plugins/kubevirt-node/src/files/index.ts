export * from './entityFile';
export * from './FileTree';
export * from './Tree';
export * from './kustomization';
export * from './readObjects';
export * from './stageManifests';
export * from './yamlFault';
