/**
 * A bare Git repository served over HTTP by git's own `git http-backend`, for the demo and for tests.
 *
 * @packageDocumentation
 */
export { ensureBareRepo } from './ensureBareRepo';
export { git } from './git';
export { serveGit } from './serveGit';
export { startGitServer } from './startGitServer';
export type { GitServer } from './startGitServer';
