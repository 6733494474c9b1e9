import { VM_KIND } from '../constants';
import { KubeObject, formatObject } from '../model/kubeObject';
import { isMacAddress } from '../values/macAddress';
import { CheckContext } from './CheckContext';
import { repeated, text } from '../manifests/read';
import { LocatedObject, othersOf } from '../manifests/locatedObjects';
import { claimLevel } from './claimLevel';
import { VM_SPEC, interfacesOf, macSpelling } from '../manifests/vmSpec';

const FIELD = `${VM_SPEC}.domain.devices.interfaces`;

/** Checks that MAC addresses are unicast and unique; KubeVirt checks neither. */
export function checkMacAddresses(context: CheckContext): void {
  const { object, report } = context;
  const own = macsOf(object);
  own
    .filter(mac => !isMacAddress(mac))
    .forEach(mac =>
      report({
        level: 'error',
        code: 'vm-mac',
        field: FIELD,
        message: `found macAddress "${mac}", allowed: a unicast address of six octets`,
      }),
    );
  repeated(own).forEach(mac =>
    report({
      level: 'error',
      code: 'vm-mac-taken',
      field: FIELD,
      message: `found macAddress "${mac}" on two NICs, allowed: one NIC for an address`,
    }),
  );
  if (own.length > 0) {
    context.need('vms', 'whether another VM has its MAC addresses');
  }
  takersOf(context, own).forEach(({ mac, taker }) =>
    report({
      level: claimLevel(taker),
      code: 'vm-mac-taken',
      field: FIELD,
      message: `found macAddress "${mac}", which ${formatObject(
        taker.object,
      )} in ${taker.source} has; allowed: an address that no other VM has`,
    }),
  );
}

interface Taker {
  mac: string;
  taker: LocatedObject;
}

/**
 * The other VMs that have one of the MAC addresses, each once. A VM of a fork never hides the known VM of the same
 * name.
 */
function takersOf(context: CheckContext, own: string[]): Map<string, Taker> {
  const others = othersOf(context, VM_KIND);
  const [forks, known] = [true, false].map(isFork =>
    others.filter(({ isFromFork = false }) => isFromFork === isFork),
  );
  return new Map(
    [...forks, ...known].flatMap(taker =>
      macsOf(taker.object)
        .filter(mac => own.includes(mac))
        .map(mac => [`${mac} ${formatObject(taker.object)}`, { mac, taker }]),
    ),
  );
}

/** The MAC addresses of a VM, in one spelling. */
function macsOf(vm: KubeObject): string[] {
  return interfacesOf(vm)
    .flatMap(iface => text(iface, 'macAddress') ?? [])
    .map(macSpelling);
}
