import { removedObjects } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  FileTree,
  StagedChange,
  isUpToDate,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { DeliveryReport, DeliveryTarget, UNCHANGED } from './DeliveryTarget';
import { PlannedRun } from './PlannedRun';
import {
  entityFilesOf,
  reportEntityFiles,
  withEntityFiles,
} from './entityFiles';

/** `delivery: render`: the files stay in the task's workspace, for the template's next step. */
export class WorkspaceTarget implements DeliveryTarget {
  readonly identity = 'nobody: the files stay in the workspace';
  readonly #run: PlannedRun;
  readonly #tree: FileTree;
  readonly #staged: StagedChange;

  private constructor(parts: {
    run: PlannedRun;
    tree: FileTree;
    staged: StagedChange;
  }) {
    this.#run = parts.run;
    this.#tree = parts.tree;
    this.#staged = parts.staged;
  }

  static async open(run: PlannedRun): Promise<WorkspaceTarget> {
    const tree = new FileTree(run.ctx.workspacePath);
    const staged = await withEntityFiles({
      tree,
      entityFiles: await entityFilesOf({ ...run, known: [] }),
      staged: await stageManifests(
        tree,
        run.manifests,
        [],
        removedObjects(run.plan.removals),
      ),
    });
    return new WorkspaceTarget({ run, tree, staged });
  }

  /** None: a workspace says nothing about the cluster. */
  async facts() {
    return {};
  }

  async outcome() {
    return this.#staged.objects;
  }

  async stage() {
    const { changes } = this.#staged;
    return { changes, effective: changes };
  }

  async deliver(): Promise<DeliveryReport> {
    const { changes, writes, deletes } = this.#staged;
    const { logger } = this.#run.ctx;
    reportEntityFiles(this.#staged, logger);
    if (isUpToDate(this.#staged)) {
      logger.info(UNCHANGED);
    }
    for (const file of writes) {
      await this.#tree.write(file);
    }
    for (const path of deletes) {
      await this.#tree.remove(path);
    }
    return {
      changes,
      nextStep:
        'The manifests are in the log of this task, and in its workspace for a later step of the template. Nothing left it.',
    };
  }
}
