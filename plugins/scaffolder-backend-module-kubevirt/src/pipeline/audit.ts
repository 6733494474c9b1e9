import { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { redactedError } from './redactedError';
import { guardOf } from './guardOf';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** What an audit event records besides the user and the outcome; filled in while the run proceeds. */
export interface AuditTrail {
  /** What the run uses: first as requested, later as found in the manifests. */
  use?: VlanUsage;
  delivery?: string;
  /** As whom the change is made, in words. */
  identity?: string;
  /** The change set: `kind/namespace/name: created`. For a failed run, the error says what was done. */
  objects?: string[];
  pullRequestUrl?: string;
  commit?: string;
}

/**
 * Records one audit event for one run of an action. The event begins before anything is read, and ends with what was done or
 * why it failed. If the auditor does not answer, the run stops before anything is written.
 */
export async function audited<T>(
  options: {
    eventId: string;
    action: string;
    ctx: PipelineContext;
    deps: ActionDependencies;
  },
  run: (trail: AuditTrail) => Promise<T>,
): Promise<T> {
  const { eventId, action, ctx, deps } = options;
  const guard = guardOf(ctx, deps);
  const trail: AuditTrail = {};
  const meta = (): JsonObject => {
    const { use, ...done } = trail;
    return guard.redactIn({
      action,
      user: ctx.user?.ref ?? 'nobody who is signed in',
      template: ctx.templateInfo?.entityRef ?? 'none',
      dryRun: ctx.isDryRun === true,
      ...use,
      ...done,
    });
  };
  const event: AuditorServiceEvent = await deps.auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta: meta(),
  });
  let result: T;
  try {
    result = await run(trail);
  } catch (error) {
    await logFailure(ctx, () =>
      event.fail({
        meta: meta(),
        error: redactedError(error as Error, guard),
      }),
    );
    throw error;
  }
  await logFailure(ctx, () => event.success({ meta: meta() }));
  return result;
}

/** An event that can't be ended must not hide what the run did, or why it failed. */
async function logFailure(
  { logger }: PipelineContext,
  end: () => Promise<void>,
): Promise<void> {
  try {
    await end();
  } catch (error) {
    logger.error(
      `The end of this run is missing in the audit log: ${
        (error as Error).message
      }`,
    );
  }
}
