import { VM_KIND } from '../constants';
import { KubeObject, formatObject } from '../model/kubeObject';
import { isMacAddress } from '../request/macAddress';
import { CheckContext } from './check';
import { repeated, text } from './read';
import { VM_SPEC, interfacesOf } from './vmSpec';

const FIELD = `${VM_SPEC}.domain.devices.interfaces`;

/** KubeVirt checks neither that a MAC address is unicast nor that it is free. */
export function checkMacAddresses(context: CheckContext): void {
  const { object, manifests, facts, report } = context;
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
  const self = formatObject(object);
  [
    ...manifests,
    ...(facts.existing?.objects ?? []),
    ...(facts.open ?? []).flatMap(({ objects }) => objects),
  ]
    .filter(({ kind }) => kind === VM_KIND)
    .map(other => ({ name: formatObject(other), other }))
    .filter(({ name }) => name !== self)
    .forEach(({ name, other }) =>
      macsOf(other)
        .filter(mac => own.includes(mac))
        .forEach(mac =>
          report({
            level: 'error',
            code: 'vm-mac-taken',
            field: FIELD,
            message: `found macAddress "${mac}", which ${name} has; allowed: an address that no other VM has`,
          }),
        ),
    );
}

/** A VM's MAC addresses in one spelling: KubeVirt takes "-" for ":", and either case. */
function macsOf(vm: KubeObject): string[] {
  return interfacesOf(vm)
    .flatMap(iface => text(iface, 'macAddress') ?? [])
    .map(mac => mac.toLowerCase().replace(/-/g, ':'));
}
