import {
  FileTree,
  RenderedManifest,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { DeliveryTarget, PipelineContext, UNCHANGED } from './types';

/** `delivery: render`: the files stay in the task's workspace, for the template's next step. */
export function workspaceTarget(options: {
  ctx: Pick<PipelineContext, 'logger' | 'workspacePath'>;
  manifests: RenderedManifest[];
}): DeliveryTarget {
  const { ctx, manifests } = options;
  const tree = new FileTree(ctx.workspacePath);
  const stage = () => stageManifests(tree, manifests);
  return {
    identity: 'nobody: the files stay in the workspace',
    // A workspace says nothing about the cluster.
    facts: async () => ({}),
    outcome: async () => (await stage()).objects,
    stage,
    deliver: async (_findings, { reachOf }) => {
      const { changes, writes } = await stage();
      reachOf(changes);
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
