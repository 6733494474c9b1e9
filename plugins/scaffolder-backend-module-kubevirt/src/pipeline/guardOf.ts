import {
  SecretGuard,
  secretsOfTask,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ActionDependencies, PipelineContext } from './types';

/** A guard that knows the secrets of a task and of the configuration. */
export function guardOf(
  ctx: Pick<PipelineContext, 'secrets'>,
  deps: Pick<ActionDependencies, 'secrets'>,
): SecretGuard {
  return new SecretGuard([...deps.secrets, ...secretsOfTask(ctx.secrets)]);
}
