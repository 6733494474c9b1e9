import { ServiceUnavailableError } from '@backstage/errors';
import {
  DeliveryRequest,
  Finding,
  GitOpsSettings,
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  Plan,
  VM_KIND,
  blastRadius,
  fillTemplate,
  gitOpsOf,
  objectFolders,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  GitOpsRepo,
  PullRequestHost,
  RenderedManifest,
  StagedChange,
  gitAuth,
  objectFiles,
  oneAtATime,
  readObjects,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { commitMessage } from './commitMessage';
import { openChanges } from './openChanges';
import { reviewersOf, vlanOwners } from './owners';
import { requestBody } from './requestBody';
import {
  ActionDependencies,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  UNCHANGED,
} from './types';

/** What the checks want to know of the cluster. */
const KINDS = [POLICY_KIND, NETWORK_KIND, VM_KIND];

interface GitOpsTargetOptions {
  plan: Plan;
  manifests: RenderedManifest[];
  request: DeliveryRequest;
  ctx: PipelineContext;
  deps: ActionDependencies;
}

/** `delivery: pull-request`: one commit on the change's own branch of the GitOps repository, and one request for it. */
export async function gitOpsTarget(
  options: GitOpsTargetOptions,
): Promise<DeliveryTarget> {
  const { plan, manifests, request, ctx, deps } = options;
  const settings = gitOpsOf(deps.site, request);
  const { repoUrl, baseBranch } = settings;
  const branch = fillTemplate(settings.branch, {
    action: plan.action,
    cluster: plan.cluster,
    object: plan.subject,
  });
  ctx.logger.info(`Reading ${baseBranch} of ${repoUrl}`);
  const host = await deps.openHost(repoUrl);
  const repo = await GitOpsRepo.open({
    settings,
    branch,
    openChanges: await openChanges({ host, settings, branch, ctx }),
    dir: await ctx.createTemporaryDirectory(),
    auth: await gitAuth(deps.integrations, repoUrl),
    signal: ctx.signal,
  });
  const onBase = await stageManifests(repo.base.tree, manifests);
  const existing = await readExisting();
  const isMerged = onBase.writes.length === 0;
  const staged =
    isMerged || !repo.proposed
      ? onBase
      : await stageManifests(repo.proposed.tree, manifests);

  return {
    facts: async () => ({
      existing: {
        source: `${baseBranch} of the GitOps repository`,
        objects: existing,
      },
      open: (await repo.openObjects({ folders: folders(), kinds: KINDS })).map(
        ({ change, found }) => ({
          source: change.name,
          objects: found.map(({ object }) => object),
        }),
      ),
    }),
    outcome: async () => staged.objects,
    stage: async () => staged,
    deliver,
  };

  function folders(): string[] {
    return objectFolders({
      site: deps.site,
      cluster: plan.cluster,
      targetPath: request.targetPath,
    });
  }

  async function readExisting(): Promise<KubeObject[]> {
    const { tree } = repo.base;
    const paths = await objectFiles(tree, folders());
    return (await readObjects({ tree, paths, kinds: KINDS })).map(
      ({ object }) => object,
    );
  }

  async function deliver(findings: Finding[]): Promise<DeliveryReport> {
    const { changes } = staged;
    if (isMerged) {
      ctx.logger.info(UNCHANGED);
      return {
        changes,
        nextStep: `Nothing to do: \`${baseBranch}\` of ${repoUrl} has these manifests already.`,
      };
    }
    const { proposed } = repo;
    if (proposed && staged.writes.length === 0 && !proposed.isBehind) {
      ctx.logger.info(UNCHANGED);
      return reportOn(proposed.commit, findings);
    }
    return reportOn(await push(staged), findings);
  }

  async function push({ changes, writes }: StagedChange): Promise<string> {
    ctx.logger.info(
      `Pushing ${branch} to ${repoUrl}${
        repo.proposed?.mergedBase ? `, with ${baseBranch} merged into it` : ''
      }`,
    );
    const commit = await repo.commitAndPush({
      files: writes,
      message: commitMessage({
        plan,
        changes,
        reason: request.reason,
        user: ctx.user?.ref,
      }),
      author: deps.author,
    });
    ctx.logger.info(`Pushed commit ${commit}`);
    return commit;
  }

  async function reportOn(
    commit: string,
    findings: Finding[],
  ): Promise<DeliveryReport> {
    const done = { changes: staged.changes, branch, commit };
    if (!host) {
      return { ...done, nextStep: howToMerge({ settings, branch }) };
    }
    const { url, name } = await propose({ host, commit, findings });
    return {
      ...done,
      pullRequestUrl: url,
      nextStep: `Request ${name} is open: ${url}`,
    };
  }

  async function propose(given: {
    host: PullRequestHost;
    commit: string;
    findings: Finding[];
  }) {
    const owners = await vlanOwners({ plan, ctx, deps });
    const { objects } = staged;
    // Against the base branch: what a reviewer merges, however many runs it took.
    const { changes } = onBase;
    const body = requestBody({
      plan,
      changes,
      objects,
      radius: blastRadius({ objects, changes, existing }),
      findings: given.findings,
      owners,
      requester: ctx.user?.ref,
      reason: request.reason,
    });
    const reviewers = await reviewersOf({
      plan,
      ctx,
      deps,
      owners,
      host: given.host,
    });
    try {
      const report = await oneAtATime(`${repoUrl} ${branch}`, () =>
        given.host.propose({
          branch,
          baseBranch,
          title: plan.title,
          body,
          labels: settings.labels,
          reviewers,
          signal: ctx.signal,
        }),
      );
      const opened = report.request;
      ctx.logger.info(
        `Request ${opened.name} is ${report.outcome}: ${opened.url}`,
      );
      report.warnings.forEach(warning => ctx.logger.warn(warning));
      return opened;
    } catch (error) {
      ctx.signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        `The branch "${branch}" is pushed to ${repoUrl} (commit ${
          given.commit
        }), but its request could not be opened: ${
          (error as Error).message
        }. Running again continues from there`,
      );
    }
  }
}

function howToMerge(options: {
  settings: GitOpsSettings;
  branch: string;
}): string {
  const { repoUrl, baseBranch } = options.settings;
  const { branch } = options;
  return [
    `The change is on branch \`${branch}\` of ${repoUrl}, for which "integrations" has no host that requests can be opened with. Review and merge it there, or by hand:`,
    '',
    '```',
    `git clone ${repoUrl} gitops && cd gitops`,
    `git diff ${baseBranch}...origin/${branch}`,
    `git merge origin/${branch} && git push origin ${baseBranch}`,
    '```',
    '',
    `Where it no longer merges, run again: what ${baseBranch} has by then is merged into the branch. To withdraw it: \`git push ${repoUrl} --delete ${branch}\``,
  ].join('\n');
}
