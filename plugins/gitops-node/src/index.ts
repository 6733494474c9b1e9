/**
 * The GitOps repository: what a change writes into it, its branches, and the requests of its Git host.
 *
 * @packageDocumentation
 */
export * from './files';
export * from './hosts';
export * from './repo';
