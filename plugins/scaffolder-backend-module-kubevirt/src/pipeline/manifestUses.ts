import { NotAllowedError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Facts,
  KubeObject,
  ObjectUse,
  networkName,
  vlanUses,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { authorize } from './authorize';
import { vlansOf } from './entitlement';
import { ActionDependencies, PipelineContext, VlanUsePlan } from './types';

/**
 * The gate that looks at the manifests themselves: what they give a way to has to be allowed, whatever was asked for. A
 * template may name another VLAN than the form, a VM may name any network, a file may have been edited.
 *
 * @throws NotAllowedError for a VLAN that whoever asks may not use, and for a network of which nothing says the VLAN.
 */
export async function refuseOtherVlans(options: {
  objects: KubeObject[];
  facts: Facts;
  permission: ResourcePermission;
  /** What was asked for, and allowed already. */
  use: VlanUsePlan;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<void> {
  const { objects, facts, permission, use, ctx, deps } = options;
  const found = vlanUses({ objects, facts, site: deps.site });
  const wanted = new Map<string, VlanUsePlan>();
  for (const one of found) {
    if (one.vlanId === undefined) {
      refuseUnknown(one, options);
      continue;
    }
    const pools: Array<string | undefined> =
      one.nodePools.length > 0 ? one.nodePools : [undefined];
    for (const nodePool of pools) {
      const asked: VlanUsePlan = {
        vlanIds: [one.vlanId],
        cluster: use.cluster,
        namespace: one.namespace ?? use.namespace,
        nodePool,
      };
      wanted.set(JSON.stringify(asked), asked);
    }
  }
  if (use.vlanIds.length === 0 && wanted.size === 0) {
    await authorize({ permission, vlanIds: [], ctx, deps });
  }
  const isAsked = (other: VlanUsePlan) =>
    use.vlanIds.includes(other.vlanIds[0]) &&
    other.namespace === use.namespace &&
    (other.nodePool === undefined || other.nodePool === use.nodePool);
  for (const other of [...wanted.values()].filter(one => !isAsked(one))) {
    await authorize({ permission, vlanIds: other.vlanIds, ctx, deps });
    await vlansOf({ plan: other, ctx, deps });
  }
}

function refuseUnknown(
  { object, network }: ObjectUse,
  { use, deps }: Parameters<typeof refuseOtherVlans>[0],
): void {
  const { site } = deps;
  // A network that is yet to come is of the VLAN whose name it will have; whoever makes another one of that name is asked then.
  const isToCome =
    !network?.isThere &&
    use.vlanIds.some(id => networkName(site.names, id) === network?.name);
  if (isToCome || site.unregisteredVlans === 'allow') {
    return;
  }
  throw new NotAllowedError(
    `${object}: found the network "${network?.name}", ${
      network?.isThere
        ? 'but nothing that was read says which VLAN it leads to'
        : 'which does not exist in what was read, so that nothing says which VLAN it leads to'
    }; allowed: a network whose VLAN is known and may be used, so attach the VLAN to the namespace, or name the VLAN instead of the network. Nothing was written`,
  );
}
