import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  DeliveryRequest,
  LiveFacts,
  Plan,
  Site,
  VlanEntity,
  checkDelivery,
  refuseWrittenAndDeleted,
  siteWithVlans,
  targetOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { allowedVlans } from './allowedVlans';
import { AuditTrail } from './audit';
import { beforeWriting } from '../beforeWriting';
import { checkChange } from './checkChange';
import { deliver } from './deliver';
import { guardOf } from './guardOf';
import { liveFacts } from './liveFacts';
import { renderPlan } from './renderPlan';
import { refuseSecrets } from './refuseSecrets';
import { reportRun } from './reportRun';
import { retryOnConflict } from './retryOnConflict';
import {
  ActionDependencies,
  PipelineContext,
  RunReport,
  VlanUsage,
} from './types';
import { withTarget } from './withTarget';

/** What an action asks of the pipeline: its request, already parsed, and how to plan it. */
export interface PlanRequest<P extends Plan> {
  request: DeliveryRequest & { cluster?: string };
  /** What the request uses, on the cluster that it means. */
  use: Omit<VlanUsage, 'cluster'>;
  /** Pure. The site has the entities of the requested VLANs merged in. */
  plan: (given: { cluster: string; site: Site; live: LiveFacts }) => P;
  /** What Backstage's permission policy is asked for. */
  permission: ResourcePermission;
}

/** What a run planned and did. */
export interface PlanResult<P extends Plan> {
  plan: P;
  use: VlanUsage;
  report: RunReport;
  /** The entities of the requested VLANs. */
  vlans: VlanEntity[];
}

/**
 * Runs a request from start to end. A dry run takes the same steps and stops before it writes. Nothing is written before
 * the last step.
 *
 * @throws InputError for what the checks refuse, NotAllowedError for what the user may not do; errors of the steps pass
 * through.
 */
export async function runPlan<P extends Plan>(
  options: PlanRequest<P> & {
    ctx: PipelineContext;
    deps: ActionDependencies;
    trail: AuditTrail;
  },
): Promise<PlanResult<P>> {
  const { request, permission, ctx, trail } = options;
  const { logger } = ctx;

  // Request
  checkDelivery(options.deps.site, request);
  const { name: cluster } = targetOf(options.deps.site, request);
  const use: VlanUsage = { ...options.use, cluster };
  Object.assign(trail, { use, delivery: request.delivery });

  // Who may
  const mayUse = () => beforeWriting(() => allowedVlans({ ...options, use }));
  const vlans = await mayUse();
  const site = siteWithVlans(options.deps.site, cluster, vlans);
  const deps = { ...options.deps, site };

  // Facts
  const live = await liveFacts({ use, ctx, deps });

  // Plan
  const plan = options.plan({ cluster, site, live });
  await beforeWriting(async () => refuseWrittenAndDeleted(plan));
  logger.info(`${plan.title} (cluster ${plan.cluster})`);

  // Render
  const manifests = await renderPlan({ request, plan, ctx, deps });
  const guard = guardOf(ctx, deps);
  const run = {
    ...{ plan, manifests, request, use, permission },
    ...{ live, ctx, deps, trail, guard },
  };
  refuseSecrets(run);

  // Check and deliver
  const delivered = await retryOnConflict(ctx, async tries => {
    if (tries > 1) {
      // Permission may have been withdrawn meanwhile.
      await mayUse();
    }
    return withTarget(run, async target => {
      const checked = await checkChange(run, target);
      return deliver({ run, target, checked });
    });
  });

  // Report
  return { plan, use, vlans, report: reportRun(run, delivered) };
}
