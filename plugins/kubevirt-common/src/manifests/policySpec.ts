import { KubeObject, isRecord } from '../model/kubeObject';
import { list } from './read';

/** The types of interface that our policies make; a NIC is only used, so it is never removed. */
const MADE_TYPES = ['linux-bridge', 'vlan'];

/** The desired interfaces of a policy that are mappings. */
export function policyInterfaces(
  policy: KubeObject,
): Record<string, unknown>[] {
  return list(policy.spec, 'desiredState', 'interfaces').filter(isRecord);
}

/** The interfaces that a policy makes and that stay on the nodes after it is deleted, the topmost first. */
export function madeInterfaces(
  policy: KubeObject,
): Array<{ name: string; type: string }> {
  return policyInterfaces(policy)
    .filter(
      ({ type, state }) =>
        MADE_TYPES.includes(String(type)) && state !== 'absent',
    )
    .reverse()
    .map(({ name, type }) => ({ name: String(name), type: String(type) }));
}
