export { editDocument, lineOf } from './editDocument';
export { printLike } from './layout';
export * from './parseManifests';
export { refuseSyntax } from './refuseSyntax';
export * from './yamlFault';
