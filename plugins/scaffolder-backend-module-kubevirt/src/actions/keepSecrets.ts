import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ActionDependencies } from '../pipeline';
import { guardOf } from '../pipeline/guardOf';
import { redactedError } from '../pipeline/redactedError';

/**
 * Redacts the secrets of the task and of the configuration, in any encoding, in what an action logs, outputs and throws: a host
 * may repeat a token in its answer, and a template may pass a secret to an input.
 */
export function keepSecrets<T extends TemplateAction<any, any, any>>(
  action: T,
  deps: Pick<ActionDependencies, 'secrets'>,
): T {
  return {
    ...action,
    handler: async (ctx: ActionContext<any, any>) => {
      const guard = guardOf(ctx, deps);
      try {
        await action.handler({
          ...ctx,
          logger: guardedLogger(ctx.logger, guard),
          output: (name: string, value: any) =>
            ctx.output(name, guard.redactIn(value)),
        });
      } catch (error) {
        throw redactedError(error as Error, guard);
      }
    },
  };
}

function guardedLogger(
  logger: LoggerService,
  guard: SecretGuard,
): LoggerService {
  const write =
    (level: 'debug' | 'error' | 'info' | 'warn') =>
    (message: string, meta?: any) =>
      logger[level](
        guard.redact(message),
        meta instanceof Error
          ? redactedError(meta, guard)
          : meta && guard.redactIn(meta),
      );
  return {
    debug: write('debug'),
    error: write('error'),
    info: write('info'),
    warn: write('warn'),
    child: meta => guardedLogger(logger.child(guard.redactIn(meta)), guard),
  };
}
