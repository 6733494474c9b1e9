import { ServiceUnavailableError } from '@backstage/errors';
import {
  ChangeSet,
  GitOpsSettings,
  changeBranch,
  gitOpsOf,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  GitOpsRepo,
  Proposal,
  PullRequest,
  PullRequestHost,
  gitAuth,
  isUpToDate,
  oneAtATime,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { RepoObjects, readRepoObjects } from './repoObjects';
import {
  Delivery,
  DeliveryReport,
  DeliveryTarget,
  UNCHANGED,
} from './DeliveryTarget';
import { PlannedRun } from './PlannedRun';
import { commitMessage } from './commitMessage';
import { entityFilesOf, reportEntityFiles } from './entityFiles';
import { GitOpsStage, gitOpsStage } from './gitOpsStage';
import { howToMerge } from './howToMerge';
import { OpenChanges, readOpenChanges } from './openChanges';
import { makeProposal } from './proposal';

interface Parts {
  run: PlannedRun;
  settings: GitOpsSettings;
  branch: string;
  /** Absent where `integrations` has no host for the repository. */
  host?: PullRequestHost;
  openChanges: OpenChanges;
  repo: GitOpsRepo;
  objects: RepoObjects;
  stage: GitOpsStage;
}

/** `delivery: pull-request`: one commit on the change's own branch of the GitOps repository, and one request for it. */
export class GitOpsTarget implements DeliveryTarget {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async open(run: PlannedRun): Promise<GitOpsTarget> {
    const { plan, manifests, request, ctx, deps, guard } = run;
    const settings = gitOpsOf(deps.site, request);
    const { repoUrl, baseBranch } = settings;
    const branch = changeBranch(settings, plan);
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
    const objects = await readRepoObjects(repo, run);
    const { existing, trusted } = objects;
    const entityFiles = await entityFilesOf({ ...run, known: trusted });
    const stage = await gitOpsStage({
      ...{ repo, manifests, existing, entityFiles },
      removals: removedObjects(plan.removals),
    });
    return new GitOpsTarget({
      ...{ run, settings, branch, host },
      ...{ openChanges, repo, objects, stage },
    });
  }

  get identity(): string {
    return `the credentials of "integrations" for ${
      this.#parts.settings.repoUrl
    }`;
  }

  async facts() {
    const { settings, objects, openChanges } = this.#parts;
    return {
      existing: {
        source: `${settings.baseBranch} of the GitOps repository`,
        objects: objects.existing.map(({ object }) => object),
      },
      open: objects.open.map(({ change, found }) => ({
        source: change.name,
        ...(change.isFromFork && { isFromFork: true }),
        objects: found.map(({ object }) => object),
      })),
      unread: openChanges.unread,
    };
  }

  async outcome() {
    return this.#parts.stage.staged.objects;
  }

  async stage(): Promise<{ changes: ChangeSet; effective: ChangeSet }> {
    const { staged, changes } = this.#parts.stage;
    return { changes: staged.changes, effective: changes };
  }

  async deliver(delivery: Delivery): Promise<DeliveryReport> {
    const { run, host, stage, branch, settings } = this.#parts;
    if (stage.isMerged) {
      run.ctx.logger.info(UNCHANGED);
      return this.#reportMerged();
    }
    // Everything that may fail is looked up before the push.
    const proposal = host && (await this.#makeProposal(host, delivery));
    const commit = await this.#commit();
    const done = { changes: stage.staged.changes, branch, commit };
    if (!host || !proposal) {
      return { ...done, nextStep: howToMerge({ settings, branch }) };
    }
    const { url, name } = await this.#propose({ host, proposal, commit });
    return {
      ...done,
      pullRequestUrl: url,
      nextStep: `Request ${name} is open: ${url}`,
    };
  }

  #makeProposal(host: PullRequestHost, delivery: Delivery): Promise<Proposal> {
    const { run, settings, branch, stage } = this.#parts;
    return makeProposal({
      ...run,
      ...delivery,
      host,
      settings,
      branch,
      changes: stage.changes,
      objects: stage.staged.objects,
      reason: run.request.reason,
    });
  }

  #reportMerged(): DeliveryReport {
    const { run, settings, branch, host, openChanges, stage } = this.#parts;
    const { changes } = stage.staged;
    const nothing = `Nothing to do: \`${settings.baseBranch}\` of ${settings.repoUrl} has these manifests already.`;
    const { own } = openChanges;
    const isOpen = stage.isStale && (own !== undefined || !host);
    if (!isOpen) {
      return { changes, nextStep: nothing };
    }
    const what = own
      ? `Request ${own.name} (${own.url})`
      : `The branch \`${branch}\``;
    const stale = `${what} still proposes something else for the same objects: close it where it is not wanted.`;
    run.ctx.logger.warn(stale);
    return {
      changes,
      branch,
      ...(own && { pullRequestUrl: own.url }),
      nextStep: `${nothing} ${stale}`,
    };
  }

  /** The commit with the change: a new one, unless the branch has it already. */
  async #commit(): Promise<string> {
    const { run, repo, stage } = this.#parts;
    const { proposed } = repo;
    if (proposed && isUpToDate(stage.staged) && !proposed.isBehind) {
      run.ctx.logger.info(UNCHANGED);
      return proposed.commit;
    }
    return this.#push();
  }

  async #push(): Promise<string> {
    const { run, settings, branch, repo, stage } = this.#parts;
    const { repoUrl, baseBranch } = settings;
    const { logger, user } = run.ctx;
    logger.info(
      `Pushing ${branch} to ${repoUrl}${
        repo.proposed?.mergedBase ? `, with ${baseBranch} merged into it` : ''
      }`,
    );
    const commit = await repo.commitAndPush({
      files: stage.staged.writes,
      deletes: stage.staged.deletes,
      message: commitMessage({
        plan: run.plan,
        changes: stage.staged.changes,
        reason: run.request.reason,
        user: user?.ref,
      }),
      author: run.deps.author,
    });
    logger.info(`Pushed commit ${commit}`);
    reportEntityFiles(stage.staged, logger);
    return commit;
  }

  async #propose(given: {
    host: PullRequestHost;
    proposal: Proposal;
    commit: string;
  }): Promise<PullRequest> {
    const { run, settings, branch } = this.#parts;
    const { logger, signal } = run.ctx;
    const { repoUrl } = settings;
    try {
      const report = await oneAtATime(`${repoUrl} ${branch}`, () =>
        given.host.propose(given.proposal),
      );
      const { name, url } = report.request;
      logger.info(`Request ${name} is ${report.outcome}: ${url}`);
      report.warnings.forEach(warning => logger.warn(warning));
      return report.request;
    } catch (error) {
      signal?.throwIfAborted();
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
