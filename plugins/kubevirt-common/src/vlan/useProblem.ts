import { isDnsLabel, isReservedNamespace, quoted } from '../values/fields';
import { normalizeFullRef } from './entityRef';
import { VlanEntity } from './vlanEntity';
import { EVERY_NAMESPACE } from './vlanEntitySchema';

/** Somebody who wants to use a VLAN, with full entity references. */
export interface VlanUser {
  ref: string;
  groups: string[];
}

/** What somebody wants to use a VLAN for. */
export interface VlanUse {
  vlan: VlanEntity;
  /** Undefined where nobody is signed in. */
  user: VlanUser | undefined;
  cluster: string;
  namespace: string;
  /** Undefined where the use names none, as that of a VM. */
  nodePool?: string;
}

/** Why a VLAN may not be used so, and who can be asked; undefined where it may. */
export function useProblem(use: VlanUse): string | undefined {
  // Who is not entitled does not get to know the rest.
  return (
    personProblem(use) ??
    withOwner(
      use,
      clusterProblem(use) ?? namespaceProblem(use) ?? nodePoolProblem(use),
    )
  );
}

/** Why somebody may not use a VLAN, wherever that is, and who can be asked; undefined where they may. */
export function personProblem(
  use: Pick<VlanUse, 'vlan' | 'user'>,
): string | undefined {
  return withOwner(use, userProblem(use));
}

function withOwner(
  { vlan }: Pick<VlanUse, 'vlan'>,
  problem: string | undefined,
): string | undefined {
  return problem && `${problem}; ask its owner ${vlan.owner}`;
}

function userProblem({
  vlan,
  user,
}: Pick<VlanUse, 'vlan' | 'user'>): string | undefined {
  const others = vlan.allowedGroups.filter(group => group !== vlan.owner);
  const allowed = `its owner ${vlan.owner}${
    others.length > 0 ? ` and ${others.join(', ')}` : ', and nobody else'
  }`;
  if (user === undefined) {
    return `found nobody who is signed in, allowed: ${allowed}`;
  }
  const groups = refsOf('group', user.groups);
  const claims = [...refsOf('user', [user.ref]), ...groups];
  if ([vlan.owner, ...others].some(ref => claims.includes(ref))) {
    return undefined;
  }
  return `found ${user.ref} (member of ${
    groups.join(', ') || 'no group'
  }), allowed: ${allowed}`;
}

function clusterProblem({ vlan, cluster }: VlanUse): string | undefined {
  const { clusters } = vlan;
  return clusters === undefined || clusters.includes(cluster)
    ? undefined
    : `found cluster "${cluster}", allowed: ${quoted(clusters)}`;
}

function namespaceProblem({ vlan, namespace }: VlanUse): string | undefined {
  const { allowedNamespaces } = vlan;
  const every = allowedNamespaces.includes(EVERY_NAMESPACE);
  const isAllowed = every
    ? isDnsLabel(namespace) && !isReservedNamespace(namespace)
    : allowedNamespaces.includes(namespace);
  return isAllowed
    ? undefined
    : `found namespace "${namespace}", allowed: ${
        every ? 'a tenant’s namespace' : quoted(allowedNamespaces)
      }`;
}

function nodePoolProblem({ vlan, nodePool }: VlanUse): string | undefined {
  const { nodePools } = vlan;
  return nodePool === undefined ||
    nodePools === undefined ||
    nodePools.includes(nodePool)
    ? undefined
    : `found node pool "${nodePool}", allowed: ${quoted(nodePools)}`;
}

/** A group is no user and the other way round, whatever somebody hands in. */
function refsOf(kind: 'group' | 'user', refs: string[]): string[] {
  return refs
    .flatMap(ref => normalizeFullRef(ref) ?? [])
    .filter(ref => ref.startsWith(`${kind}:`));
}
