export * from './createEnvironment';
export * from './parseManifests';
export * from './readTemplates';
export * from './renderManifests';
