import {
  FileTree,
  RenderedManifest,
  stageManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { DeliveryTarget } from './types';

/** `delivery: render`: the files stay in the task's workspace, for the template's next step. */
export function workspaceTarget(options: {
  workspacePath: string;
  manifests: RenderedManifest[];
}): DeliveryTarget {
  const { workspacePath, manifests } = options;
  const tree = new FileTree(workspacePath);
  const stage = () => stageManifests(tree, manifests);
  return {
    // A workspace says nothing about the cluster.
    existing: async () => undefined,
    stage,
    deliver: async () => {
      const { changes, writes } = await stage();
      for (const file of writes) {
        await tree.write(file);
      }
      return {
        changes,
        nextStep:
          'The manifests are in the workspace of this task; a later step of the template delivers them.',
      };
    },
  };
}
