export { applyPreviewed } from './applyPreviewed';
export type { ApplyOptions, ApplyResult } from './ApplyRun';
export { concurrently } from './concurrently';
export { previewApply } from './previewApply';
export type { PreviewEntry, PreviewOptions } from './previewApply';
export { previewRemovals } from './previewRemovals';
export { refuseUnjudged } from './refuseUnjudged';
export type { RemovalEntry } from './RemovalEntry';
export { PolicyFailedError } from './policyFailure';
