import { setTimeout } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import {
  DeliveryRequest,
  Finding,
  Plan,
  check,
  formatChange,
  formatFinding,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  RenderedManifest,
  SecretGuard,
  renderManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { clusterTarget } from './clusterTarget';
import { gitOpsTarget } from './gitOpsTarget';
import { guardOf } from './guardOf';
import { loadTemplates } from './loadTemplates';
import {
  ActionDependencies,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  RunReport,
} from './types';
import { summarize } from './summarize';
import { workspaceTarget } from './workspaceTarget';

/** How often a target that moves between reading and writing is read again. */
const MAX_TRIES = 12;
/** Longest pause before the second try, in milliseconds; each further one is that much longer. */
const PAUSE = 150;

/**
 * Runs a plan to its end: render, check, deliver, report. A dry run is the same, stopped before it delivers.
 *
 * @throws InputError for what the checks refuse; what the steps throw passes through. Nothing is written before the
 * last step.
 */
export async function runPlan(options: {
  plan: Plan;
  request: DeliveryRequest;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<RunReport> {
  const { plan, request, ctx, deps } = options;
  const { logger } = ctx;
  logger.info(`${plan.title} (cluster ${plan.cluster})`);
  const templates = await loadTemplates({
    manifests: request.manifests,
    action: plan.action,
    ctx,
    deps,
  });
  const manifests = renderManifests({ templates, plan });
  const delivery = { ...options, manifests, guard: guardOf(ctx, deps) };
  refuseSecrets(delivery);
  const { report, findings } = await untilDelivered(ctx, () =>
    checkAndDeliver(delivery),
  );
  report.changes.forEach(change =>
    logger.info(
      [formatChange(change), change.path && `(${change.path})`]
        .filter(Boolean)
        .join(' '),
    ),
  );
  // The rest of it is Markdown, for the task's page.
  logger.info(report.nextStep.split('\n', 1)[0]);
  return {
    ...report,
    findings,
    manifests: manifests.map(({ path }) => path),
    summary: summarize(report, findings),
  };
}

/** A secret in a manifest would stay in the history of a repository, or in a cluster, for good. */
function refuseSecrets(options: DeliveryOptions): void {
  const { manifests, request, plan, guard } = options;
  const found = guard.findIn([
    plan.title,
    request.reason ?? '',
    ...manifests.flatMap(({ path, text, object }) => [
      path,
      text,
      object as unknown,
    ]),
  ]);
  if (found.length > 0) {
    throw new InputError(
      `The manifests or the reason hold the value of ${found.join(
        ', ',
      )}, as it is or encoded; allowed: no secret, but a reference to a Secret of the cluster, such as userDataSecret. Nothing was written`,
    );
  }
}

interface DeliveryOptions {
  plan: Plan;
  request: DeliveryRequest;
  ctx: PipelineContext;
  deps: ActionDependencies;
  manifests: RenderedManifest[];
  guard: SecretGuard;
}

/** A target that moves between reading and writing is read and checked again, a few times. */
async function untilDelivered<T>(
  { logger, signal }: PipelineContext,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === MAX_TRIES) {
        throw error;
      }
      logger.warn(`${error.message}. Reading it again`);
      // At random, so that tasks that met once do not meet again.
      await setTimeout(Math.random() * PAUSE * tries, undefined, { signal });
    }
  }
}

async function checkAndDeliver(
  options: DeliveryOptions,
): Promise<{ report: DeliveryReport; findings: Finding[] }> {
  const target = await openTarget(options);
  try {
    return await checkAndDeliverTo(target, options);
  } finally {
    await target.close?.();
  }
}

async function checkAndDeliverTo(
  target: DeliveryTarget,
  options: DeliveryOptions,
): Promise<{ report: DeliveryReport; findings: Finding[] }> {
  const { plan, request, ctx, deps, manifests } = options;
  const findings = check(
    await target.outcome(),
    { cluster: plan.cluster, ...(await target.facts()) },
    deps.site,
  );
  reportFindings(findings, ctx);
  ctx.signal?.throwIfAborted();
  if (ctx.isDryRun || request.delivery === 'render') {
    manifests.forEach(({ path, text }) => ctx.logger.info(`${path}:\n${text}`));
  }
  const report = ctx.isDryRun
    ? await dryRun(target)
    : // No checkpoint: a delivery that finds all in place costs little, and one that was undone since is done again.
      await target.deliver(findings);
  return { report, findings };
}

function openTarget(
  options: DeliveryOptions,
): Promise<DeliveryTarget> | DeliveryTarget {
  const { plan, request, ctx, deps, manifests } = options;
  switch (request.delivery) {
    case 'pull-request':
      return gitOpsTarget(options);
    case 'apply':
      return clusterTarget({ plan, manifests, ctx, deps });
    default:
      return workspaceTarget({ ctx, manifests });
  }
}

function reportFindings(findings: Finding[], { logger }: PipelineContext) {
  const errors = findings.filter(({ level }) => level === 'error');
  findings
    .filter(({ level }) => level === 'warning')
    .forEach(finding => logger.warn(formatFinding(finding)));
  if (errors.length > 0) {
    throw new InputError(
      `The checks refuse these manifests, nothing was written. ${errors
        .map(formatFinding)
        .join('. ')}`,
    );
  }
}

async function dryRun(target: DeliveryTarget): Promise<DeliveryReport> {
  const { changes } = await target.stage();
  return { changes, nextStep: 'Dry run: nothing was written.' };
}
