import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  ChangeSet,
  NETWORK_KIND,
  POLICY_KIND,
  Plan,
  VM_KIND,
  fillTemplate,
  formatChange,
  gitOpsOf,
  objectFolders,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Checkout,
  GitOpsRepo,
  RenderedManifest,
  StagedChange,
  gitAuth,
  readObjects,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  ActionDependencies,
  DeliveryReport,
  DeliveryTarget,
  PipelineContext,
  UNCHANGED,
} from './types';

interface GitOpsTargetOptions {
  plan: Plan;
  manifests: RenderedManifest[];
  repoUrl?: string;
  targetPath?: string;
  ctx: PipelineContext;
  deps: ActionDependencies;
}

/** `delivery: pull-request`: one commit on the change's own branch of the GitOps repository. */
export async function gitOpsTarget(
  options: GitOpsTargetOptions,
): Promise<DeliveryTarget> {
  const { plan, manifests, ctx, deps } = options;
  const settings = gitOpsOf(deps.site, options);
  const { repoUrl, baseBranch } = settings;
  const branch = fillTemplate(settings.branch, {
    action: plan.action,
    cluster: plan.cluster,
    object: plan.subject,
  });
  ctx.logger.info(`Reading ${baseBranch} of ${repoUrl}`);
  const repo = await GitOpsRepo.open({
    settings,
    branch,
    dir: await ctx.createTemporaryDirectory(),
    auth: await gitAuth(deps.integrations, repoUrl),
    signal: ctx.signal,
  });
  const stageIn = (checkout: Checkout) =>
    stageManifests(checkout.tree, manifests);

  return {
    existing: async () => ({
      source: `${baseBranch} of the GitOps repository`,
      objects: (
        await readObjects({
          tree: repo.base.tree,
          folders: objectFolders({
            site: deps.site,
            cluster: plan.cluster,
            targetPath: options.targetPath,
          }),
          kinds: [POLICY_KIND, NETWORK_KIND, VM_KIND],
        })
      ).map(({ object }) => object),
    }),
    stage: compare,
    deliver,
  };

  /**
   * What is missing on the base branch and then on the change's own branch, where there is one; `open` is that branch,
   * where it is the one compared with.
   */
  async function compare(): Promise<StagedChange & { open?: Checkout }> {
    const merged = await stageIn(repo.base);
    const open = repo.proposed;
    if (merged.writes.length === 0 || !open) {
      return merged;
    }
    const staged = await stageIn(open);
    refuseOverwrite(open, staged);
    return { ...staged, open };
  }

  async function deliver(): Promise<DeliveryReport> {
    const { changes, writes, open } = await compare();
    if (writes.length > 0) {
      return report(changes, await push({ changes, writes }));
    }
    ctx.logger.info(UNCHANGED);
    return open
      ? report(changes, open.commit)
      : {
          changes,
          nextStep: `Nothing to do: \`${baseBranch}\` of ${repoUrl} has these manifests already.`,
        };
  }

  /** What a person committed on the branch is theirs: it is added to, never written over. */
  function refuseOverwrite(
    { author, commit }: Checkout,
    { changes }: StagedChange,
  ): void {
    const overwritten = changes.filter(({ action }) => action === 'configured');
    if (author.email !== deps.author.email && overwritten.length > 0) {
      throw new NotAllowedError(
        `The branch "${branch}" of ${repoUrl} ends with commit ${commit} of ${
          author.name
        }, and this request would change ${overwritten
          .map(({ path }) => path)
          .join(
            ', ',
          )} on it. Nothing was written; merge the branch or delete it, then run again`,
      );
    }
  }

  async function push(staged: StagedChange): Promise<string> {
    ctx.logger.info(`Pushing ${branch} to ${repoUrl}`);
    const commit = await repo.commitAndPush({
      files: staged.writes,
      message: commitMessage({
        plan,
        changes: staged.changes,
        user: ctx.user?.ref,
      }),
      author: deps.author,
    });
    ctx.logger.info(`Pushed commit ${commit}`);
    return commit;
  }

  async function report(
    changes: ChangeSet,
    commit: string,
  ): Promise<DeliveryReport> {
    const host = deps.pullRequestHosts.find(h => h.handles(repoUrl));
    if (!host) {
      return {
        changes,
        branch,
        commit,
        nextStep: howToMerge({ repoUrl, baseBranch, branch }),
      };
    }
    try {
      const { url } = await host.openOrUpdate({
        repoUrl,
        baseBranch,
        branch,
        title: plan.title,
        body: changes.map(change => `- ${formatChange(change)}`).join('\n'),
        signal: ctx.signal,
      });
      return {
        changes,
        branch,
        commit,
        pullRequestUrl: url,
        nextStep: `The request is open: ${url}`,
      };
    } catch (error) {
      throw new ServiceUnavailableError(
        `The branch "${branch}" is pushed to ${repoUrl} (commit ${commit}), but its request could not be opened: ${
          (error as Error).message
        }. Running again continues from there`,
      );
    }
  }
}

function commitMessage(options: {
  plan: Plan;
  changes: ChangeSet;
  user: string | undefined;
}): string {
  const { plan, changes, user } = options;
  return [
    plan.title,
    '',
    ...changes.map(formatChange),
    '',
    ...(user ? [`Requested-by: ${user}`] : []),
  ].join('\n');
}

function howToMerge(options: {
  repoUrl: string;
  baseBranch: string;
  branch: string;
}): string {
  const { repoUrl, baseBranch, branch } = options;
  return [
    `The change is on branch \`${branch}\` of ${repoUrl}. Review and merge it there, or by hand:`,
    '',
    '```',
    `git clone ${repoUrl} gitops && cd gitops`,
    `git diff ${baseBranch}...origin/${branch}`,
    `git merge origin/${branch} && git push origin ${baseBranch}`,
    '```',
    '',
    `To withdraw it, or to begin again when it no longer merges: \`git push ${repoUrl} --delete ${branch}\``,
  ].join('\n');
}
