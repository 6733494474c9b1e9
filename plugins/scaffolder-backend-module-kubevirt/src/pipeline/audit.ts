import { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { redactedError } from './redactedError';
import { guardOf } from './guardOf';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** What an audit event says besides who and whether it worked; filled in as a run gets to know it. */
export interface AuditTrail {
  /** What the run uses: at first as requested, later as the manifests say. */
  use?: VlanUsage;
  delivery?: string;
  /** As whom the change is made, in words. */
  identity?: string;
  /** The change set: `kind/namespace/name: created`. Of a failed run, what it did until then is in the error. */
  objects?: string[];
  pullRequestUrl?: string;
  commit?: string;
}

/**
 * One audit event for one run of an action: it begins before anything is read, and ends with what was done, or why it
 * failed. An auditor that does not answer stops the run before anything is written.
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
    await unlessItFails(ctx, () =>
      event.fail({
        meta: meta(),
        error: redactedError(error as Error, guard),
      }),
    );
    throw error;
  }
  await unlessItFails(ctx, () => event.success({ meta: meta() }));
  return result;
}

/** What was done is done, and what went wrong is to be told, whatever becomes of the event. */
async function unlessItFails(
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
