import { NETWORK_KIND, POLICY_KIND, VM_KIND } from '../constants';

/** Each kind needs those before it: a network needs its bridge, a VM its network. */
const APPLY_ORDER = [POLICY_KIND, NETWORK_KIND, VM_KIND];

/**
 * The order in which objects are deleted: VM, network, policy, the reverse of the order in which they are written. A run
 * writes first and deletes afterwards, so that nothing loses what it uses before it has the replacement. A policy that takes
 * interfaces away is a write, but waits until the VMs and networks are deleted.
 */
export function inRemovalOrder<T extends { id: { kind: string } }>(
  removals: T[],
): T[] {
  const rank = ({ id }: T) => APPLY_ORDER.indexOf(id.kind);
  return [...removals].sort((a, b) => rank(b) - rank(a));
}
