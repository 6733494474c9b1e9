import { setTimeout } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  ChangeSet,
  DeliveryRequest,
  Facts,
  Finding,
  LiveFacts,
  Plan,
  Site,
  VlanEntity,
  blastRadius,
  check,
  checkDelivery,
  formatChange,
  formatFinding,
  reachLines,
  siteWithVlans,
  targetOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { renderManifests } from '../render';
import { AuditTrail, audited } from './audit';
import { authorize } from './authorize';
import { clusterTarget } from './clusterTarget';
import { vlansOf } from './entitlement';
import { gitOpsTarget } from './gitOpsTarget';
import { guardOf } from './guardOf';
import { liveFacts } from './liveFacts';
import { loadTemplates } from './loadTemplates';
import { refuseOtherVlans } from './manifestUses';
import { vlanOwners } from './owners';
import {
  ActionDependencies,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  RunReport,
  StepPreview,
  VlanUsePlan,
} from './types';
import { isPreview, previewOf } from './preview';
import { summarize } from './summarize';
import { workspaceTarget } from './workspaceTarget';

/** How often a target that moves between reading and writing is read again. */
const MAX_TRIES = 12;
/** Longest pause before the second try, in milliseconds; each further one is that much longer. */
const PAUSE = 150;

const NOTHING_DONE = 'Dry run: nothing was written.';

/** What an action asks of the pipeline. */
export interface RunOptions<P extends Plan> {
  /** What the audit log calls it, in kebab-case. */
  eventId: string;
  /** The action's id. */
  action: string;
  /** What Backstage's permission policy is asked for. */
  permission: ResourcePermission;
  /** @throws InputError for an input that is not valid. */
  parse: () => {
    request: DeliveryRequest & { cluster?: string };
    use: Omit<VlanUsePlan, 'cluster'>;
    /** Pure. */
    plan: (site: Site, live: LiveFacts) => P;
  };
  ctx: PipelineContext;
  deps: ActionDependencies;
}

/**
 * Runs a request to its end: who may, read, plan, render, check, deliver, report. A dry run is the same, stopped before it
 * delivers.
 *
 * @throws InputError for what the checks refuse, NotAllowedError for what the user may not; what the steps throw passes
 * through. Nothing is written before the last step.
 */
export async function runPlan<P extends Plan>(
  options: RunOptions<P>,
): Promise<{ plan: P; report: RunReport; vlans: VlanEntity[] }> {
  return audited(options, async trail => {
    const { ctx, permission } = options;
    const { request, use: asked, plan: planFor } = options.parse();
    checkDelivery(options.deps.site, request);
    const { name: cluster } = targetOf(options.deps.site, request);
    const use = { ...asked, cluster };
    Object.assign(trail, use, { delivery: request.delivery });

    const vlans = await allowedVlans({ ...options, use });
    const site = siteWithVlans(options.deps.site, cluster, vlans);
    const deps = { ...options.deps, site };
    const namespaces = [use.namespace];
    const live = await liveFacts({ cluster, namespaces, ctx, deps });
    const plan = planFor(site, live);
    const run = { plan, request, use, permission, live, ctx, deps, trail };
    return { plan, report: await renderAndDeliver(run), vlans };
  });
}

/**
 * The entities of the VLANs that were asked for.
 *
 * @throws NotAllowedError for one that the permission policy or the VLAN itself does not allow, as they are now.
 */
async function allowedVlans({
  use,
  permission,
  ctx,
  deps,
}: Pick<PlannedRun, 'use' | 'permission' | 'ctx' | 'deps'>): Promise<
  VlanEntity[]
> {
  const { vlanIds } = use;
  if (vlanIds.length > 0) {
    await authorize({ permission, vlanIds, ctx, deps });
  }
  return vlansOf({ plan: use, ctx, deps });
}

interface PlannedRun {
  plan: Plan;
  request: DeliveryRequest;
  use: VlanUsePlan;
  permission: ResourcePermission;
  live: LiveFacts;
  ctx: PipelineContext;
  deps: ActionDependencies;
  trail: AuditTrail;
}

async function renderAndDeliver(options: PlannedRun): Promise<RunReport> {
  const { plan, request, ctx, deps, trail } = options;
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
  const { report, findings, preview } = await untilDelivered(
    ctx,
    async tries => {
      if (tries > 1) {
        // What was allowed may be so no more.
        await allowedVlans(options);
      }
      return checkAndDeliver(delivery);
    },
  );
  trail.objects = report.changes.map(formatChange);
  trail.pullRequestUrl = report.pullRequestUrl;
  trail.commit = report.commit;
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
    isInCatalog:
      !ctx.isDryRun &&
      request.delivery === 'apply' &&
      deps.isProvided(plan.cluster),
    // What is planned last is what was asked for; the others are on its way.
    consoleUrl: deps.consoleOf(
      plan.cluster,
      plan.objects[plan.objects.length - 1].id,
    ),
    preview,
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

interface DeliveryOptions extends PlannedRun {
  manifests: RenderedManifest[];
  guard: SecretGuard;
}

/** A target that moves between reading and writing is read and checked again, a few times. */
async function untilDelivered<T>(
  { logger, signal }: PipelineContext,
  attempt: (tries: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(tries);
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

interface Delivered {
  report: DeliveryReport;
  findings: Finding[];
  preview?: StepPreview;
}

async function checkAndDeliver(options: DeliveryOptions): Promise<Delivered> {
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
): Promise<Delivered> {
  const { plan, request, live, ctx, deps, manifests, trail, guard } = options;
  trail.identity = target.identity;
  const objects = await target.outcome();
  const facts: Facts = {
    cluster: plan.cluster,
    now: new Date().toISOString(),
    live,
    ...(await target.facts()),
  };
  const found = await refuseOtherVlans({ ...options, objects, facts });
  trail.vlanIds = found.vlanIds;
  const site = siteWithVlans(deps.site, plan.cluster, found.vlans);
  // A server may have repeated a secret in the reason for which something could not be checked.
  const findings = guard.redactIn(check(objects, facts, site));
  const isAsPreview = isPreview(ctx);
  reportFindings(findings, ctx);
  if (!isAsPreview) {
    refuseErrors(findings);
  }
  if (found.unknown && !findings.some(isError)) {
    throw found.unknown;
  }
  ctx.signal?.throwIfAborted();
  if (ctx.isDryRun || request.delivery === 'render') {
    manifests.forEach(({ path, text }) => ctx.logger.info(`${path}:\n${text}`));
  }
  const reachOf = (changes: ChangeSet) => {
    const radius = blastRadius({ objects, changes, facts });
    const isNeeded = changes.some(({ action }) => action !== 'unchanged');
    (isNeeded ? reachLines(radius) : []).forEach(line => ctx.logger.info(line));
    return radius;
  };
  if (isAsPreview) {
    const preview = await previewOf({ target, manifests, findings, reachOf });
    const { changes } = preview;
    return { report: { changes, nextStep: NOTHING_DONE }, findings, preview };
  }
  const report = ctx.isDryRun
    ? await dryRun(target, reachOf)
    : // No checkpoint: a delivery that finds all in place costs little, and one that was undone since is done again.
      await target.deliver(findings, {
        reachOf,
        owners: vlanOwners({ plan, vlanIds: found.vlanIds, site }),
        stillAllowed: async () => {
          await allowedVlans(options);
          await refuseOtherVlans({ ...options, objects, facts });
        },
      });
  return { report, findings };
}

function openTarget(
  options: DeliveryOptions,
): Promise<DeliveryTarget> | DeliveryTarget {
  switch (options.request.delivery) {
    case 'pull-request':
      return gitOpsTarget(options);
    case 'apply':
      return clusterTarget(options);
    default:
      return workspaceTarget(options);
  }
}

function reportFindings(findings: Finding[], { logger }: PipelineContext) {
  findings
    .filter(finding => !isError(finding))
    .forEach(finding => logger.warn(formatFinding(finding)));
}

function isError({ level }: Finding): boolean {
  return level === 'error';
}

function refuseErrors(findings: Finding[]): void {
  const errors = findings.filter(isError);
  if (errors.length > 0) {
    throw new InputError(
      `The checks refuse these manifests, nothing was written. ${errors
        .map(formatFinding)
        .join('. ')}`,
    );
  }
}

async function dryRun(
  target: DeliveryTarget,
  reachOf: (changes: ChangeSet) => unknown,
): Promise<DeliveryReport> {
  const { changes } = await target.stage();
  reachOf(changes);
  return { changes, nextStep: NOTHING_DONE };
}
