import { Plan } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  FileTree,
  RenderedManifest,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { entityFilesOf, tellEntityFiles, withEntityFiles } from './entityFiles';
import {
  ActionDependencies,
  DeliveryTarget,
  PipelineContext,
  UNCHANGED,
  VlanUsePlan,
} from './types';

/** `delivery: render`: the files stay in the task's workspace, for the template's next step. */
export async function workspaceTarget(options: {
  plan: Plan;
  use: VlanUsePlan;
  ctx: Pick<
    PipelineContext,
    'getInitiatorCredentials' | 'logger' | 'signal' | 'workspacePath'
  >;
  manifests: RenderedManifest[];
  deps: ActionDependencies;
}): Promise<DeliveryTarget> {
  const { ctx, manifests } = options;
  const tree = new FileTree(ctx.workspacePath);
  const entityFiles = await entityFilesOf({ ...options, known: [] });
  const stage = async () =>
    withEntityFiles({
      tree,
      staged: await stageManifests(tree, manifests),
      entityFiles,
    });
  return {
    identity: 'nobody: the files stay in the workspace',
    // A workspace says nothing about the cluster.
    facts: async () => ({}),
    outcome: async () => (await stage()).objects,
    stage,
    deliver: async (_findings, { reachOf }) => {
      const staged = await stage();
      const { changes, writes } = staged;
      reachOf(changes);
      tellEntityFiles(staged, ctx);
      if (writes.length === 0) {
        ctx.logger.info(UNCHANGED);
      }
      for (const file of writes) {
        await tree.write(file);
      }
      return {
        changes,
        nextStep:
          'The manifests are in the log of this task, and in its workspace for a later step of the template. Nothing left it.',
      };
    },
  };
}
