import { GitOpsSettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  OpenChange,
  PullRequest,
  PullRequestHost,
  isOwnRequest,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { PipelineContext } from './types';

const HEADS = 'refs/heads/';
/** The most open changes that are read in one exchange. */
const MAX_OPEN_CHANGES = 200;

/** The other open changes of a repository. */
export interface OpenChanges {
  /** Picks the changes to read, given the refs that the server has. */
  pick: (refs: string[]) => OpenChange[];
  /** The changes that are not read, and why; filled in by `pick`. */
  unread: string[];
  /** The request of this change, if it is open. */
  own?: PullRequest;
}

/**
 * Finds the other open changes: the requests of the host or, without a host, the branches with the prefix of our own.
 */
export async function readOpenChanges(options: {
  host: PullRequestHost | undefined;
  settings: GitOpsSettings;
  branch: string;
  ctx: PipelineContext;
}): Promise<OpenChanges> {
  const { host, settings, branch } = options;
  const unread: string[] = [];
  if (!host) {
    const prefix = HEADS + settings.branch.split('{')[0];
    return {
      unread,
      pick: refs =>
        someOf(
          refs.filter(ref => ref.startsWith(prefix) && ref !== HEADS + branch),
          unread,
        ).map(ref => ({ name: `branch "${ref.slice(HEADS.length)}"`, ref })),
    };
  }
  const requests = await listOpen(options, host);
  const isOwn = (request: PullRequest) => isOwnRequest(request, branch);
  // The newest last.
  const others = someOf(
    requests.filter(request => !isOwn(request)).reverse(),
    unread,
  );
  return {
    unread,
    own: requests.find(isOwn),
    pick: refs => {
      const known = new Set(refs);
      return others.flatMap(request => {
        const name = `request ${request.name} (${request.url})`;
        const ref = refOf(request, known);
        if (ref === undefined) {
          unread.push(`${name}, because the server does not show its commits`);
          return [];
        }
        return [{ name, ref, isFromFork: request.isFromFork }];
      });
    },
  };
}

async function listOpen(
  options: { settings: GitOpsSettings; ctx: PipelineContext },
  host: PullRequestHost,
): Promise<PullRequest[]> {
  const { settings, ctx } = options;
  try {
    return await host.listOpen({
      baseBranch: settings.baseBranch,
      signal: ctx.signal,
    });
  } catch (error) {
    // The class of the error says whether the credentials or the host are at fault, so it is kept.
    const failure = error as Error;
    failure.message = `${failure.message.replace(
      /\.$/,
      '',
    )}. Nothing was written; running again is safe`;
    throw failure;
  }
}

function refOf(request: PullRequest, known: Set<string>): string | undefined {
  const own = request.isFromFork ? [] : [HEADS + request.branch];
  return [...own, request.ref].find(ref => known.has(ref));
}

function someOf<T>(changes: T[], unread: string[]): T[] {
  const left = changes.length - MAX_OPEN_CHANGES;
  if (left > 0) {
    unread.push(
      `${left} of ${changes.length} open changes, because so many are not read along`,
    );
  }
  return changes.slice(0, MAX_OPEN_CHANGES);
}
