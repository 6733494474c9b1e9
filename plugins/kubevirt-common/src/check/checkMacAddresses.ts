import { VM_KIND } from '../constants';
import { KubeObject, formatObject } from '../model/kubeObject';
import { isMacAddress } from '../request/macAddress';
import { CheckContext } from './check';
import { repeated, text } from './read';
import { othersOf } from './standing';
import { VM_SPEC, interfacesOf, macSpelling } from './vmSpec';

const FIELD = `${VM_SPEC}.domain.devices.interfaces`;

/** KubeVirt checks neither that a MAC address is unicast nor that it is free. */
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
  const takers = new Map(
    othersOf(context, VM_KIND).flatMap(({ object: other, source }) =>
      macsOf(other)
        .filter(mac => own.includes(mac))
        .map(mac => [
          `${mac} ${formatObject(other)}`,
          { mac, taker: `${formatObject(other)} in ${source}` },
        ]),
    ),
  );
  takers.forEach(({ mac, taker }) =>
    report({
      level: 'error',
      code: 'vm-mac-taken',
      field: FIELD,
      message: `found macAddress "${mac}", which ${taker} has; allowed: an address that no other VM has`,
    }),
  );
}

/** A VM's MAC addresses in one spelling. */
function macsOf(vm: KubeObject): string[] {
  return interfacesOf(vm)
    .flatMap(iface => text(iface, 'macAddress') ?? [])
    .map(macSpelling);
}
