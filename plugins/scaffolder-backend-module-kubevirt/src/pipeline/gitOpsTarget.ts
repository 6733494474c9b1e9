import { ServiceUnavailableError } from '@backstage/errors';
import {
  DeliveryRequest,
  Finding,
  GitOpsSettings,
  NETWORK_KIND,
  POLICY_KIND,
  Plan,
  VM_KIND,
  changeBranch,
  gitOpsOf,
  objectFolders,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  GitOpsRepo,
  Proposal,
  PullRequest,
  PullRequestHost,
  RenderedManifest,
  gitAuth,
  objectFiles,
  oneAtATime,
  readObjects,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { commitMessage } from './commitMessage';
import { entityFilesOf, tellEntityFiles } from './entityFiles';
import { gitOpsStage } from './gitOpsStage';
import { readOpenChanges } from './openChanges';
import { makeProposal } from './proposal';
import {
  ActionDependencies,
  DeliveryFacts,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  UNCHANGED,
  VlanUsePlan,
} from './types';

/** What the checks want to know of the cluster. */
const KINDS = [POLICY_KIND, NETWORK_KIND, VM_KIND];

interface GitOpsTargetOptions {
  plan: Plan;
  use: VlanUsePlan;
  manifests: RenderedManifest[];
  request: DeliveryRequest;
  ctx: PipelineContext;
  deps: ActionDependencies;
  /** Knows the secrets that a server may repeat. */
  guard: SecretGuard;
}

/** `delivery: pull-request`: one commit on the change's own branch of the GitOps repository, and one request for it. */
export async function gitOpsTarget(
  options: GitOpsTargetOptions,
): Promise<DeliveryTarget> {
  const { plan, manifests, request, ctx, deps, guard } = options;
  const settings = gitOpsOf(deps.site, request);
  const { repoUrl, baseBranch } = settings;
  const branch = changeBranch(settings, plan);
  const folders = objectFolders({
    site: deps.site,
    cluster: plan.cluster,
    targetPath: request.targetPath,
  });
  ctx.logger.info(`Reading ${baseBranch} of ${repoUrl}`);
  const redact = (text: string) => guard.redact(text);
  const host = await deps.openHost({ repoUrl, redact });
  const openChanges = await readOpenChanges({ host, settings, branch, ctx });
  const repo = await GitOpsRepo.open({
    settings,
    branch,
    openChanges: openChanges.pick,
    dir: await ctx.createTemporaryDirectory(),
    auth: await gitAuth({
      integrations: deps.integrations,
      repoUrl,
      gitHosts: deps.gitHosts?.(),
    }),
    signal: ctx.signal,
    redact,
  });
  const found = await readObjects({
    tree: repo.base.tree,
    paths: await objectFiles(repo.base.tree, folders),
    kinds: KINDS,
  });
  const existing = found.map(({ object }) => object);
  const open = await repo.openObjects({ folders, kinds: KINDS });
  const stage = await gitOpsStage({
    repo,
    manifests,
    existing: found,
    entityFiles: await entityFilesOf({
      ...options,
      // What anybody may have proposed from a fork says nothing of where a network leads to.
      known: [...open.filter(({ change }) => !change.isFromFork), { found }]
        .flatMap(({ found: theirs }) => theirs)
        .map(({ object }) => object),
    }),
  });
  const { staged } = stage;

  return {
    identity: `the credentials of "integrations" for ${repoUrl}`,
    facts: async () => ({
      existing: {
        source: `${baseBranch} of the GitOps repository`,
        objects: existing,
      },
      open: open.map(({ change, found: theirs }) => ({
        source: change.name,
        ...(change.isFromFork && { isFromFork: true }),
        objects: theirs.map(({ object }) => object),
      })),
      unread: openChanges.unread,
    }),
    outcome: async () => staged.objects,
    stage: async () => staged,
    deliver,
  };

  async function deliver(
    findings: Finding[],
    { reachOf, owners }: DeliveryFacts,
  ): Promise<DeliveryReport> {
    if (stage.isMerged) {
      ctx.logger.info(UNCHANGED);
      return reportMerged();
    }
    const radius = reachOf(stage.changes);
    // Whatever there is to look up comes before the push, and all that may fail with it.
    const proposal =
      host &&
      (await makeProposal({
        ...options,
        host,
        settings,
        branch,
        changes: stage.changes,
        objects: staged.objects,
        radius,
        owners,
        findings,
        reason: request.reason,
      }));
    const { proposed } = repo;
    const isThere =
      proposed && staged.writes.length === 0 && !proposed.isBehind;
    if (isThere) {
      ctx.logger.info(UNCHANGED);
    }
    const commit = isThere ? proposed.commit : await push();
    const done = { changes: staged.changes, branch, commit };
    if (!host || !proposal) {
      return { ...done, nextStep: howToMerge({ settings, branch }) };
    }
    const { url, name } = await propose({ host, proposal, commit });
    return {
      ...done,
      pullRequestUrl: url,
      nextStep: `Request ${name} is open: ${url}`,
    };
  }

  function reportMerged(): DeliveryReport {
    const { changes } = staged;
    const nothing = `Nothing to do: \`${baseBranch}\` of ${repoUrl} has these manifests already.`;
    const { own } = openChanges;
    const isOpen = stage.isStale && (own !== undefined || !host);
    if (!isOpen) {
      return { changes, nextStep: nothing };
    }
    const what = own
      ? `Request ${own.name} (${own.url})`
      : `The branch \`${branch}\``;
    const stale = `${what} still proposes something else for the same objects: close it where it is not wanted.`;
    ctx.logger.warn(stale);
    return {
      changes,
      branch,
      ...(own && { pullRequestUrl: own.url }),
      nextStep: `${nothing} ${stale}`,
    };
  }

  async function push(): Promise<string> {
    ctx.logger.info(
      `Pushing ${branch} to ${repoUrl}${
        repo.proposed?.mergedBase ? `, with ${baseBranch} merged into it` : ''
      }`,
    );
    const commit = await repo.commitAndPush({
      files: staged.writes,
      message: commitMessage({
        plan,
        changes: staged.changes,
        reason: request.reason,
        user: ctx.user?.ref,
      }),
      author: deps.author,
    });
    ctx.logger.info(`Pushed commit ${commit}`);
    tellEntityFiles(staged, ctx);
    return commit;
  }

  async function propose(given: {
    host: PullRequestHost;
    proposal: Proposal;
    commit: string;
  }): Promise<PullRequest> {
    try {
      const report = await oneAtATime(`${repoUrl} ${branch}`, () =>
        given.host.propose(given.proposal),
      );
      const { name, url } = report.request;
      ctx.logger.info(`Request ${name} is ${report.outcome}: ${url}`);
      report.warnings.forEach(warning => ctx.logger.warn(warning));
      return report.request;
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
