import { MAX_INTERFACE_NAME, MAX_LABEL } from '../constants';
import { NamingTemplates } from '../model/site';
import { fillTemplate } from './fillTemplate';
import { hash, shorten } from './shorten';

/** The values that the names of the objects of a VLAN are made from. */
export interface VlanNameParts {
  vlanId: number;
  nodePool: string;
  uplink: string;
}

/** The name of the NNCP: at most 63 characters, with a hash if the template gives more. */
export function policyName(
  templates: NamingTemplates,
  parts: VlanNameParts,
): string {
  return shorten(
    fillTemplate(templates.policy, {
      vlanId: String(parts.vlanId),
      nodePool: parts.nodePool,
    }),
    MAX_LABEL,
  );
}

/**
 * The name of the VLAN interface: from the template if it has at most 15 characters, otherwise `vlan<id>`. Linux does
 * not require `<nic>.<id>`; `enp175s0f0np0.1085` has 18 characters and would fail only on the node.
 */
export function vlanInterfaceName(
  templates: NamingTemplates,
  parts: Pick<VlanNameParts, 'vlanId' | 'uplink'>,
): string {
  const name = fillTemplate(templates.vlanInterface, {
    vlanId: String(parts.vlanId),
    uplink: parts.uplink,
  });
  return name.length <= MAX_INTERFACE_NAME ? name : `vlan${parts.vlanId}`;
}

/** The name of the Linux bridge. It is the same on every node pool, so that one NAD serves all of them. */
export function bridgeName(templates: NamingTemplates, vlanId: number): string {
  return fillTemplate(templates.bridge, { vlanId: String(vlanId) });
}

/** The name of the NAD, also used as `name` in its CNI configuration. */
export function networkName(
  templates: NamingTemplates,
  vlanId: number,
): string {
  return fillTemplate(templates.network, { vlanId: String(vlanId) });
}

/**
 * A locally administered unicast MAC address (IEEE 802: bit 1 of the first octet set, bit 0 clear). It is the same
 * for the same VM and NIC in every run.
 */
export function stableMacAddress(owner: {
  cluster: string;
  namespace: string;
  vm: string;
  nic: string;
}): string {
  const { cluster, namespace, vm, nic } = owner;
  const digits = hash([cluster, namespace, vm, nic].join('/')).slice(0, 10);
  return ['02', ...digits.match(/../g)!].join(':');
}
