export * from './gatherFacts';
