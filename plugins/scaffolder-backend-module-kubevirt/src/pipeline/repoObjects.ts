import {
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  VM_KIND,
  objectFolders,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  FoundObject,
  GitOpsRepo,
  objectFiles,
  readObjects,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { PlannedRun } from './PlannedRun';

/** The kinds that the checks read. */
const KINDS = [POLICY_KIND, NETWORK_KIND, VM_KIND];

/** The objects of one cluster in a GitOps repository. */
export interface RepoObjects {
  /** On the base branch. */
  existing: FoundObject[];
  /** In other open changes. */
  open: Awaited<ReturnType<GitOpsRepo['openObjects']>>;
  /** Both, without what comes from forks: anybody may propose there that a network leads elsewhere. */
  trusted: KubeObject[];
}

/** Reads the objects below the folders of the plan's cluster. */
export async function readRepoObjects(
  repo: GitOpsRepo,
  { plan, request, deps }: Pick<PlannedRun, 'plan' | 'request' | 'deps'>,
): Promise<RepoObjects> {
  const folders = objectFolders({
    site: deps.site,
    cluster: plan.cluster,
    targetPath: request.targetPath,
  });
  const existing = await readObjects({
    tree: repo.base.tree,
    paths: await objectFiles(repo.base.tree, folders),
    kinds: KINDS,
  });
  const open = await repo.openObjects({ folders, kinds: KINDS });
  const trusted = [
    ...open.filter(({ change }) => !change.isFromFork),
    { found: existing },
  ];
  return {
    existing,
    open,
    trusted: trusted.flatMap(({ found }) => found.map(({ object }) => object)),
  };
}
