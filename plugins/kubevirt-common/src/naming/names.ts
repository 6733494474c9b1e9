import { MAX_INTERFACE_NAME, MAX_LABEL } from '../constants';
import { Site } from '../model/site';
import { isDnsLabel } from '../values/fields';
import { INTERFACE_NAME_RULE, isInterfaceName } from '../values/interfaceName';
import { fillTemplate } from './fillTemplate';
import { makeName } from './makeName';
import { VlanNameParts } from './Namer';
import { hash, shorten } from './shorten';

/** The settings of a site that determine names: the templates, and the namer that may replace them. */
export type NamingSettings = Pick<Site, 'names' | 'namer'>;

const LABEL_RULE = `a DNS label of at most ${MAX_LABEL} characters`;

/** The name of the NNCP: at most 63 characters, with a hash if the template or the namer gives more. */
export function policyName(
  { names, namer }: NamingSettings,
  parts: VlanNameParts,
): string {
  const { vlanId, nodePool } = parts;
  return makeName({
    namer,
    field: 'policy',
    custom: namer?.policy?.bind(namer, parts),
    template: () =>
      fillTemplate(names.policy, { vlanId: String(vlanId), nodePool }),
    fit: name => shorten(name, MAX_LABEL),
    isValid: isDnsLabel,
    allowed: LABEL_RULE,
  });
}

/**
 * The name of the VLAN interface: as the template or the namer gives it if it has at most 15 characters, otherwise
 * `vlan<id>`. Linux does not require `<nic>.<id>`; `enp175s0f0np0.1085` has 18 characters and would fail only on the
 * node.
 */
export function vlanInterfaceName(
  { names, namer }: NamingSettings,
  parts: Pick<VlanNameParts, 'vlanId' | 'uplink'>,
): string {
  const { vlanId, uplink } = parts;
  return makeName({
    namer,
    field: 'vlanInterface',
    custom: namer?.vlanInterface?.bind(namer, parts),
    template: () =>
      fillTemplate(names.vlanInterface, { vlanId: String(vlanId), uplink }),
    fit: name =>
      name.length <= MAX_INTERFACE_NAME ? name : `vlan${parts.vlanId}`,
    isValid: isInterfaceName,
    allowed: INTERFACE_NAME_RULE,
  });
}

/** The name of the Linux bridge. It is the same on every node pool, so that one NAD serves all of them. */
export function bridgeName(
  { names, namer }: NamingSettings,
  vlanId: number,
): string {
  return makeName({
    namer,
    field: 'bridge',
    custom: namer?.bridge?.bind(namer, vlanId),
    template: () => fillTemplate(names.bridge, { vlanId: String(vlanId) }),
    // A VLAN interface whose own name is too long is named vlan<id>.
    isValid: name => isInterfaceName(name) && !/^vlan[0-9]+$/.test(name),
    allowed: `${INTERFACE_NAME_RULE}; not "vlan" and a number`,
  });
}

/** The name of the NAD, also used as `name` in its CNI configuration. */
export function networkName(
  { names, namer }: NamingSettings,
  vlanId: number,
): string {
  return makeName({
    namer,
    field: 'network',
    custom: namer?.network?.bind(namer, vlanId),
    template: () => fillTemplate(names.network, { vlanId: String(vlanId) }),
    isValid: isDnsLabel,
    allowed: LABEL_RULE,
  });
}

/**
 * A locally administered unicast MAC address (IEEE 802: bit 1 of the first octet set, bit 0 clear). It is the same for
 * the same VM and NIC in every run.
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
