import { KubeObject, isRecord } from '../model/kubeObject';
import { list } from './read';

/** Interfaces that a policy of ours makes; the NIC itself is never taken away. */
const MADE_TYPES = ['linux-bridge', 'vlan'];

/** A policy's desired interfaces, as far as they are mappings. */
export function policyInterfaces(
  policy: KubeObject,
): Record<string, unknown>[] {
  return list(policy.spec, 'desiredState', 'interfaces').filter(isRecord);
}

/** Those of a policy's interfaces that it makes and that stay on the nodes without it, the topmost first. */
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
