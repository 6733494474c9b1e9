import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  ChangeSet,
  KubeObject,
  ObjectRemoval,
  formatObject,
  formatObjectId,
  objectChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  FoundObject,
  GitOpsRepo,
  RenderedManifest,
  StagedChange,
  isEntityFile,
  isUpToDate,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { nothingWritten } from '../beforeWriting';
import { EntityFiles, withEntityFiles } from './entityFiles';

/** What a change does in the repository. */
export interface GitOpsStage {
  /** What this run adds to the change's open branch, or to the base branch if there is none. */
  staged: StagedChange;
  /** Compared with the base branch: what a reviewer merges. In the order of the manifests, then the removals. */
  changes: ChangeSet;
  /** True if the base branch needs no change. */
  isMerged: boolean;
  /** True if the base branch needs no change, but the change's open branch still proposes something else. */
  isStale: boolean;
}

/**
 * Stages a change in a repository, on top of its own branch if that is open.
 *
 * @throws InputError when people changed the files so that they can't be merged, or removed them.
 */
export async function gitOpsStage(options: {
  repo: GitOpsRepo;
  manifests: RenderedManifest[];
  removals: ObjectRemoval[];
  /** The objects of the base branch. */
  existing: FoundObject[];
  entityFiles: EntityFiles;
}): Promise<GitOpsStage> {
  const { repo, manifests, removals, existing, entityFiles } = options;
  const stageIn = async (tree: GitOpsRepo['base']['tree']) =>
    withEntityFiles({
      tree,
      staged: await stageManifests(tree, manifests, existing, removals),
      entityFiles,
    });
  if (!repo.proposed) {
    const staged = await stageIn(repo.base.tree);
    return {
      staged,
      changes: staged.changes,
      isMerged: isUpToDate(staged),
      isStale: false,
    };
  }
  // A conflict with the base branch counts only if the own branch has not solved it.
  const onBase = await unlessConflict(() => stageIn(repo.base.tree));
  if (onBase && isUpToDate(onBase)) {
    const onBranch = await unlessConflict(() => stageIn(repo.proposed!.tree));
    return {
      staged: onBase,
      changes: onBase.changes,
      isMerged: true,
      isStale: !onBranch || !isUpToDate(onBranch),
    };
  }
  const staged = await withoutRemovedEntityFiles(
    repo,
    await stageIn(repo.proposed.tree),
  );
  await refuseRemovedFiles(repo, staged);
  return {
    staged,
    changes: changesAgainst({
      existing: existing.map(({ object }) => object),
      manifests,
      removals,
      objects: staged.objects,
    }),
    isMerged: false,
    isStale: false,
  };
}

/** An entity file that somebody removed in the request is not written again, and does not stop the run. */
async function withoutRemovedEntityFiles(
  repo: GitOpsRepo,
  staged: StagedChange,
): Promise<StagedChange> {
  const files = staged.writes.filter(({ path, text }) =>
    isEntityFile(path, text),
  );
  const taken = await repo.takenAway(files.map(({ path }) => path));
  const there = await Promise.all(
    taken.map(({ path }) => repo.proposed!.tree.read(path)),
  );
  const gone = taken.filter((_, i) => there[i] === undefined);
  return {
    ...staged,
    writes: staged.writes.filter(
      file => !gone.some(({ path }) => path === file.path),
    ),
  };
}

/** A manifest that somebody removed in the request is not silently put back. */
async function refuseRemovedFiles(
  repo: GitOpsRepo,
  { changes }: StagedChange,
): Promise<void> {
  const created = changes
    .filter(({ action }) => action === 'created')
    .flatMap(({ path }) => path ?? []);
  const [taken] = await repo.takenAway(created);
  if (taken) {
    throw nothingWritten(
      new InputError(
        `${taken.path}: found nothing on the branch of this change, but commit ${taken.commit} of it has the file, so somebody took it away; allowed: to put it back by hand, or to delete the branch and run again`,
      ),
    );
  }
}

function changesAgainst(options: {
  existing: KubeObject[];
  manifests: RenderedManifest[];
  removals: ObjectRemoval[];
  objects: KubeObject[];
}): ChangeSet {
  const { manifests, removals, objects } = options;
  const existing = new Map(
    options.existing.map(object => [formatObject(object), object]),
  );
  const writes = manifests.map(({ id, path }, i) => {
    const before = existing.get(formatObject(objects[i]));
    if (!before) {
      return objectChange(id, 'created', path);
    }
    const isSame = isDeepStrictEqual(before.spec, objects[i].spec);
    return objectChange(id, isSame ? 'unchanged' : 'configured', path);
  });
  const deletions = removals.map(({ id, path }) => {
    const isThere = existing.has(formatObjectId(id));
    return objectChange(id, isThere ? 'deleted' : 'unchanged', path);
  });
  return [...writes, ...deletions];
}

async function unlessConflict<T>(
  attempt: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
