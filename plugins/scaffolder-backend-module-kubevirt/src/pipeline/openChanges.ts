import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  OpenChange,
  PullRequest,
  PullRequestHost,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { PipelineContext } from './types';

const HEADS = 'refs/heads/';
/** So many are read along in one exchange. */
const MAX_OPEN_CHANGES = 200;

/**
 * The changes that are open beside this one: the host's requests, or, without a host, the branches with the prefix of our
 * own.
 *
 * @returns what picks them, once the refs are known that the server has.
 */
export async function openChanges(options: {
  host: PullRequestHost | undefined;
  settings: GitOpsSettings;
  branch: string;
  ctx: PipelineContext;
}): Promise<(refs: string[]) => OpenChange[]> {
  const { host, settings, branch, ctx } = options;
  if (!host) {
    const prefix = HEADS + settings.branch.split('{')[0];
    return refs =>
      newest(
        ctx,
        refs.filter(ref => ref.startsWith(prefix) && ref !== HEADS + branch),
      ).map(ref => ({ name: `branch "${ref.slice(HEADS.length)}"`, ref }));
  }
  const requests = await host
    .listOpen({ baseBranch: settings.baseBranch, signal: ctx.signal })
    .catch(error => {
      // The class says whether the credentials or the host are at fault.
      error.message = `${error.message.replace(
        /\.$/,
        '',
      )}. Nothing was written; running again is safe`;
      throw error;
    });
  const others = newest(
    ctx,
    requests.filter(request => request.isFromFork || request.branch !== branch),
  );
  return refs => {
    const known = new Set(refs);
    return others.flatMap(request => {
      const ref = refOf(request, known);
      if (ref === undefined) {
        ctx.logger.warn(
          `Not checked against request ${request.name} (${request.url}), because the server does not show its commits`,
        );
        return [];
      }
      return [{ name: `request ${request.name} (${request.url})`, ref }];
    });
  };
}

function refOf(request: PullRequest, known: Set<string>): string | undefined {
  const own = request.isFromFork ? [] : [HEADS + request.branch];
  return [...own, request.ref].find(ref => known.has(ref));
}

function newest<T>({ logger }: PipelineContext, changes: T[]): T[] {
  const left = changes.length - MAX_OPEN_CHANGES;
  if (left > 0) {
    logger.warn(
      `Not checked against ${left} of the ${changes.length} open changes, because so many are not read along`,
    );
  }
  return changes.slice(-MAX_OPEN_CHANGES);
}
