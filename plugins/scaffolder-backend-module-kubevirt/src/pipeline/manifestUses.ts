import { NotAllowedError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Facts,
  KubeObject,
  ObjectUse,
  Plan,
  VlanEntity,
  existingOf,
  networkName,
  vlanUses,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { authorize } from './authorize';
import { vlansOf } from './entitlement';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** The result of the gate. */
interface ManifestUses {
  /** All VLANs that the manifests give access to. */
  vlanIds: number[];
  /** The entities of the VLANs that were not asked for. */
  vlans: VlanEntity[];
  /** The VLAN of a network is not known. To be thrown after the checks, which may have a better explanation. */
  unknown?: NotAllowedError;
}

/**
 * The gate that looks at the manifests themselves: the VLANs that they give access to have to be allowed, whatever was asked
 * for. A template may name another VLAN than the form, a VM may name any network, a file may have been edited. What is taken
 * away counts as it exists.
 *
 * @throws NotAllowedError for a VLAN that the user may not use.
 */
export async function refuseOtherVlans(options: {
  objects: KubeObject[];
  plan: Pick<Plan, 'removals'>;
  facts: Facts;
  permission: ResourcePermission;
  /** What was asked for, and allowed already. */
  use: VlanUsage;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<ManifestUses> {
  const { objects, plan, facts, permission, use, ctx, deps } = options;
  const { site } = deps;
  const removed = existingOf(plan.removals, facts);
  const found = [
    ...vlanUses({ objects, facts, site }),
    ...vlanUses({ objects: removed, facts, site }),
  ];
  const vlanIds = [
    ...new Set([
      ...use.vlanIds,
      ...found.flatMap(({ vlanId }) => vlanId ?? []),
    ]),
  ];
  if (vlanIds.length === 0) {
    await authorize({ permission, vlanIds, ctx, deps });
  }
  const vlans: VlanEntity[] = [];
  for (const other of usesBeyond(use, found)) {
    await authorize({ permission, vlanIds: other.vlanIds, ctx, deps });
    vlans.push(...(await vlansOf({ use: other, ctx, deps })));
  }
  const [unknown] = found.flatMap(one => unknownVlanError(one, options) ?? []);
  return { vlanIds, vlans, unknown };
}

/** Each use once that goes beyond what was asked for: another VLAN, namespace or node pool. */
function usesBeyond(use: VlanUsage, found: ObjectUse[]): VlanUsage[] {
  const wanted = new Map<string, VlanUsage>();
  for (const { vlanId, namespace, nodePools } of found) {
    const pools: Array<string | undefined> =
      nodePools.length > 0 ? nodePools : [undefined];
    for (const nodePool of vlanId === undefined ? [] : pools) {
      const one = {
        vlanIds: [vlanId!],
        cluster: use.cluster,
        namespace: namespace ?? use.namespace,
        nodePool,
      };
      wanted.set(JSON.stringify(one), one);
    }
  }
  return [...wanted.values()].filter(
    one =>
      !use.vlanIds.includes(one.vlanIds[0]) ||
      one.namespace !== use.namespace ||
      (one.nodePool !== undefined && one.nodePool !== use.nodePool),
  );
}

function unknownVlanError(
  { object, network, vlanId }: ObjectUse,
  options: Parameters<typeof refuseOtherVlans>[0],
): NotAllowedError | undefined {
  const { use, deps, facts } = options;
  const { site } = deps;
  // A network that does not exist yet belongs to the VLAN that it is named after. If another one is created under that name,
  // its creator has to be allowed to use its VLAN.
  const isExpected =
    !network?.isThere &&
    (site.unregisteredVlans === 'allow' ||
      use.vlanIds.some(id => networkName(site, id) === network?.name));
  if (vlanId !== undefined || isExpected) {
    return undefined;
  }
  const unread = (['policies', 'nodeStates'] as const).flatMap(kind => {
    const fact = facts.live?.[kind];
    return fact?.known === false ? [fact.because] : [];
  });
  return new NotAllowedError(
    `${object}: found the network "${network?.name}", ${
      network?.isThere
        ? 'but nothing that was read says which VLAN it leads to, or it leads to more than one'
        : 'which does not exist in what was read, so that nothing says which VLAN it leads to'
    }; allowed: a network whose VLAN is known and may be used, so attach the VLAN to the namespace, or name the VLAN instead of the network${
      unread.length > 0 ? `. Not read: ${[...new Set(unread)].join('; ')}` : ''
    }`,
  );
}
