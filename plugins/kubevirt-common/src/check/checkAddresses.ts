import { VM_KIND } from '../constants';
import { KubeObject, formatObject } from '../model/kubeObject';
import { Vlan, findVlan, vlanAddressProblem } from '../model/site';
import { isSameAddress } from '../values/address';
import { rangeOf } from '../values/addressRange';
import { addressMention } from './addressMention';
import { CheckContext } from './CheckContext';
import { NicVlans, nicVlans } from './nicVlans';
import { LocatedObject, othersOf } from '../manifests/locatedObjects';
import { claimLevel } from './claimLevel';
import {
  StaticAddress,
  networkData,
  staticAddresses,
} from '../manifests/staticAddresses';
import { VM_SPEC } from '../manifests/vmSpec';

const FIELD = `${VM_SPEC}.volumes`;

/**
 * Compares static addresses with the subnet of their VLAN and with those of other VMs. Neither KubeVirt nor the guest
 * does.
 */
export function checkAddresses(context: CheckContext): void {
  const addresses = staticAddresses(context.object);
  if (addresses.length === 0) {
    return;
  }
  context.need('vms', 'whether another VM has its addresses');
  const resolve = nicVlans(context);
  const others = othersOf(context, VM_KIND);
  addresses.forEach(address => {
    const id = resolve(context.object, address.nic);
    checkPlace(context, address, id);
    checkTaken({ context, address, id, others, resolve });
  });
}

function checkPlace(
  context: CheckContext,
  { address, label, nic }: StaticAddress,
  id: number | undefined,
): void {
  const { facts, report, site } = context;
  const cluster = site.clusters[facts.cluster];
  const vlan = id === undefined ? undefined : findVlan(cluster, id);
  const unknown = whyUnknown({ nic, id, vlan });
  if (unknown) {
    report({
      level: 'warning',
      code: 'vm-address-unchecked',
      field: FIELD,
      message: `not checked whether ${address} of "${label}" is an address of its VLAN, because ${unknown}`,
    });
  }
  if (!vlan) {
    return;
  }
  const { subnet } = vlan;
  const problem =
    subnet !== undefined && vlanAddressProblem({ ...vlan, subnet }, address);
  if (problem) {
    report({
      level: 'error',
      code: 'vm-address-subnet',
      field: FIELD,
      message: `found ${address}, which ${problem}; allowed on VLAN ${id}: a free host address of ${subnet}`,
    });
  }
  const reserved = rangeOf(address, vlan.reserved);
  if (reserved !== undefined) {
    report({
      level: 'error',
      code: 'vm-address-reserved',
      field: FIELD,
      message: `found ${address}, which the site reserves on VLAN ${id} (${reserved}); allowed: an address outside ${vlan.reserved.join(
        ', ',
      )}`,
    });
  }
}

function whyUnknown(options: {
  nic?: string;
  id?: number;
  vlan?: Vlan;
}): string | undefined {
  const { nic, id, vlan } = options;
  if (nic === undefined) {
    return 'cloud-init does not say which NIC that is; match it by a MAC address that stands in the VM too';
  }
  if (id === undefined) {
    return `the VLAN of NIC "${nic}" is not known: neither its network nor a policy, nor a node that was read, says so`;
  }
  return vlan?.subnet === undefined
    ? `the site lists no subnet for VLAN ${id}`
    : undefined;
}

function checkTaken(options: {
  context: CheckContext;
  address: StaticAddress;
  id: number | undefined;
  others: LocatedObject[];
  resolve: NicVlans;
}): void {
  const { context, address, id, others, resolve } = options;
  const { object, report } = context;
  const isMentioned = addressMention(address.address);
  // Parsing is slow, so it is limited to the VMs whose data mentions the address.
  const mayHave = (vm: KubeObject) => networkData(vm).some(isMentioned);
  const has = (vm: KubeObject) =>
    staticAddresses(vm).filter(theirs => {
      // Finding the VLAN is slow as well, so the address is compared first.
      if (!isSameAddress(theirs.address, address.address)) {
        return false;
      }
      const other = resolve(vm, theirs.nic);
      // The same address may be in use on two VLANs.
      return other === undefined || id === undefined || other === id;
    }).length;
  const takers = new Map([
    ...(has(object) > 1
      ? [['this VM gives to another NIC too', 'error'] as const]
      : []),
    ...others
      .filter(({ object: vm }) => mayHave(vm) && has(vm) > 0)
      .map(
        taker =>
          [
            `${formatObject(taker.object)} in ${taker.source} has`,
            claimLevel(taker),
          ] as const,
      ),
  ]);
  takers.forEach((level, taker) =>
    report({
      level,
      code: 'vm-address-taken',
      field: FIELD,
      message: `found ${address.address}, which ${taker}; allowed: an address that no other NIC of its VLAN has`,
    }),
  );
}
