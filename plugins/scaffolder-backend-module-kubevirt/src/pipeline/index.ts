export * from './runPlan';
export type { ActionDependencies, PipelineContext, RunReport } from './types';
