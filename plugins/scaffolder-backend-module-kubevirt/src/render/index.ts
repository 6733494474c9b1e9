export * from './createEnvironment';
export * from './readTemplates';
export * from './renderManifests';
