export { mergeManifests } from './mergeManifests';
export type { MergeResult } from './mergeManifests';
export type { MergeConflict, MergeKeys, MergeSides } from './types';
