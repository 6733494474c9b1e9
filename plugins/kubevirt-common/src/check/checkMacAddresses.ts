import { VM_KIND } from '../constants';
import { KubeObject, formatObjectId, objectId } from '../model/kubeObject';
import { isMacAddress } from '../request/macAddress';
import { CheckContext } from './check';
import { repeated, text } from './read';
import { VM_SPEC, interfacesOf } from './vmSpec';

/** KubeVirt checks neither that a MAC address is unicast nor that it is free. */
export function checkMacAddresses({
  object,
  manifests,
  facts,
  report,
}: CheckContext): void {
  const macsOf = (vm: KubeObject) =>
    interfacesOf(vm).flatMap(iface => text(iface, 'macAddress') ?? []);
  const self = formatObjectId(objectId(object));
  const others = [...manifests, ...(facts.existing?.objects ?? [])].filter(
    other => other.kind === VM_KIND && formatObjectId(objectId(other)) !== self,
  );
  const own = macsOf(object);
  own
    .filter(mac => !isMacAddress(mac))
    .forEach(mac =>
      report({
        level: 'error',
        code: 'vm-mac',
        field: `${VM_SPEC}.domain.devices.interfaces`,
        message: `found macAddress "${mac}", allowed: a unicast address of six octets`,
      }),
    );
  const lower = own.map(mac => mac.toLowerCase());
  repeated(lower).forEach(mac =>
    report({
      level: 'error',
      code: 'vm-mac-taken',
      field: `${VM_SPEC}.domain.devices.interfaces`,
      message: `found macAddress "${mac}" on two NICs, allowed: one NIC for an address`,
    }),
  );
  others.forEach(other => {
    macsOf(other)
      .map(mac => mac.toLowerCase())
      .filter(mac => lower.includes(mac))
      .forEach(mac =>
        report({
          level: 'error',
          code: 'vm-mac-taken',
          field: `${VM_SPEC}.domain.devices.interfaces`,
          message: `found macAddress "${mac}", which ${formatObjectId(
            objectId(other),
          )} has; allowed: an address that no other VM has`,
        }),
      );
  });
}
