/**
 * Test helpers that need Node: fake clusters, and a runner of scaffolder actions.
 *
 * @packageDocumentation
 */
export * from './actions/actionDependencies';
export * from './actions/runAction';
export * from './clusters/FakeCluster';
export * from './clusters/ObedientCluster';
