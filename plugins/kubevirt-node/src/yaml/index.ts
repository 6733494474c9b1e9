export { editDocument } from './editDocument';
export { printLike } from './layout';
export { lineOf } from './locate';
export { LocatedDocument } from './LocatedDocument';
export * from './parseManifests';
export { refuseSyntax } from './refuseSyntax';
export * from './yamlFault';
export type { Position } from './YamlText';
