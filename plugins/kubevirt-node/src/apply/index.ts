export { applyPreviewed } from './applyPreviewed';
export type { ApplyOptions, ApplyResult } from './applyPreviewed';
export { previewApply } from './previewApply';
export type { PreviewEntry, PreviewOptions } from './previewApply';
export { PolicyFailedError } from './waitForPolicy';
