/**
 * What every backend part needs: site configuration, clusters and what is read of them, YAML, and the guard against
 * secrets.
 *
 * @packageDocumentation
 */
export * from './catalog';
export * from './cluster';
export * from './config';
export * from './facts';
export * from './http';
export * from './secrets';
export * from './yaml';
