import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { VlanEntity } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { authorize } from './authorize';
import { vlansOf } from './entitlement';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/**
 * The entities of the requested VLANs, if the user may use all of them.
 *
 * @throws NotAllowedError for one that the current permission policy or the VLAN itself does not allow.
 */
export async function allowedVlans(options: {
  use: VlanUsage;
  permission: ResourcePermission;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<VlanEntity[]> {
  const { use, permission, ctx, deps } = options;
  const { vlanIds } = use;
  if (vlanIds.length > 0) {
    await authorize({ permission, vlanIds, ctx, deps });
  }
  return vlansOf({ use, ctx, deps });
}
