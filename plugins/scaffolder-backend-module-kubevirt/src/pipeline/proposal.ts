import {
  BlastRadius,
  ChangeSet,
  Finding,
  GitOpsSettings,
  KubeObject,
  Plan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Proposal,
  PullRequestHost,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { reviewersOf } from './owners';
import { requestBody } from './requestBody';
import { VlanOwner } from './DeliveryTarget';
import { ActionDependencies, PipelineContext } from './types';

/** The wanted request, with everything that has to be looked up for it. */
export async function makeProposal(options: {
  host: PullRequestHost;
  plan: Plan;
  settings: GitOpsSettings;
  branch: string;
  /** Compared with the base branch; in the order of `objects`, then the deletions. */
  changes: ChangeSet;
  objects: KubeObject[];
  radius: BlastRadius;
  owners: VlanOwner[];
  findings: Finding[];
  reason: string | undefined;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<Proposal> {
  const { host, plan, settings, branch, changes, objects, owners, ctx, deps } =
    options;
  return {
    branch,
    baseBranch: settings.baseBranch,
    title: plan.title,
    body: requestBody({
      plan,
      changes,
      objects,
      radius: options.radius,
      findings: options.findings,
      owners,
      requester: ctx.user?.ref,
      reason: options.reason,
    }),
    labels: settings.labels,
    reviewers: await reviewersOf({ ctx, deps, owners, host }),
    signal: ctx.signal,
  };
}
