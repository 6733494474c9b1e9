import { isDnsLabel, isReservedNamespace, quoted } from '../values/fields';
import { normalizeFullRef } from './entityRef';
import { VlanEntity } from './vlanEntity';
import { EVERY_NAMESPACE } from './vlanEntitySchema';

/** A person who wants to use a VLAN, with full entity references. */
export interface VlanUser {
  ref: string;
  groups: string[];
}

/** The intended use of a VLAN. */
export interface VlanUse {
  vlan: VlanEntity;
  /** Undefined if nobody is signed in. */
  user: VlanUser | undefined;
  cluster: string;
  namespace: string;
  /** Undefined if the use has no node pool, such as that of a VM. */
  nodePool?: string;
}

/** Why this use of a VLAN is not allowed, and whom to ask; undefined if it is allowed. */
export function useProblem(use: VlanUse): string | undefined {
  // A person without access must not learn the other restrictions, so the person is checked first.
  return (
    personProblem(use) ??
    withOwner(
      use,
      clusterProblem(use) ?? namespaceProblem(use) ?? nodePoolProblem(use),
    )
  );
}

/** Why a person may not use a VLAN at all, and whom to ask; undefined if they may. */
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

/** Keeps only references of the kind: a user never counts as a group, nor a group as a user. */
function refsOf(kind: 'group' | 'user', refs: string[]): string[] {
  return refs
    .flatMap(ref => normalizeFullRef(ref) ?? [])
    .filter(ref => ref.startsWith(`${kind}:`));
}
