/**
 * A bare Git repository served over HTTP, to try the actions and to test them.
 *
 * @packageDocumentation
 */
export { gitOpsDemoPlugin as default } from './plugin';
export { ensureBareRepo } from './ensureBareRepo';
export { git } from './git';
export { serveGit } from './serveGit';
export { startGitServer } from './startGitServer';
export type { GitServer } from './startGitServer';
