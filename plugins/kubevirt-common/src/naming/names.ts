import { MAX_INTERFACE_NAME, MAX_LABEL } from '../constants';
import { NamingTemplates } from '../model/site';
import { fillTemplate } from './fillTemplate';
import { hash, shorten } from './shorten';

/** What the names of a VLAN's objects are made from. */
export interface VlanNameParts {
  vlanId: number;
  nodePool: string;
  uplink: string;
}

/** The NNCP's name: at most 63 characters, with a hash when the template gives more. */
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
 * The VLAN interface's name: at most 15 characters, else `vlan<id>`. A VLAN interface need not be called
 * `<nic>.<id>`; `enp175s0f0np0.1085` would be 18 characters and fail on the node only.
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

/** The Linux bridge's name, the same on every node pool, so that one NAD serves them all. */
export function bridgeName(templates: NamingTemplates, vlanId: number): string {
  return fillTemplate(templates.bridge, { vlanId: String(vlanId) });
}

/** The NAD's name, and the `name` inside its CNI configuration. */
export function networkName(
  templates: NamingTemplates,
  vlanId: number,
): string {
  return fillTemplate(templates.network, { vlanId: String(vlanId) });
}

/**
 * A locally administered unicast MAC address (IEEE 802: bit 1 of the first octet set, bit 0 clear) that is the
 * same for the same VM and NIC on every run.
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
