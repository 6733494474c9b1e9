import { KubeObject } from '../model/kubeObject';
import { isVlanId } from '../values/numbers';
import { policyInterfaces } from './policySpec';
import { record, text } from './read';

/** The ids of VLAN interfaces by name. */
export type VlanInterfaces = ReadonlyMap<string, number[]>;

/**
 * The ids of the VLAN interfaces of policies, by name. A bridge and its VLAN interface may be in different policies,
 * and node pools may use one name for different VLANs.
 */
export function vlanInterfaces(policies: KubeObject[]): VlanInterfaces {
  const found = new Map<string, number[]>();
  for (const iface of policies.flatMap(policyInterfaces)) {
    const { id } = record(iface, 'vlan');
    if (iface.type === 'vlan' && iface.state !== 'absent' && isVlanId(id)) {
      const name = text(iface, 'name') ?? '';
      found.set(name, [...(found.get(name) ?? []), id]);
    }
  }
  return found;
}
