import {
  SecretGuard,
  secretsOfTask,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ActionDependencies, PipelineContext } from './types';

/** Knows the secrets of a task and those of the configuration. */
export function guardOf(
  ctx: Pick<PipelineContext, 'secrets'>,
  deps: Pick<ActionDependencies, 'secrets'>,
): SecretGuard {
  return new SecretGuard([...deps.secrets, ...secretsOfTask(ctx.secrets)]);
}
