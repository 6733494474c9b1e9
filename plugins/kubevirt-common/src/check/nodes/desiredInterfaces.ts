import { KubeObject, isRecord } from '../../model/kubeObject';
import { list, record, text } from '../../manifests/read';
import { portsOf } from '../../manifests/nodeTopology';

export const INTERFACES = 'spec.desiredState.interfaces';

/** An interface that a policy wants to be there, as far as it is readable. */
export interface DesiredInterface {
  field: string;
  name: string;
  type?: string;
  base?: string;
  vlanId?: unknown;
  ports: string[];
  mtu?: unknown;
}

/** The interfaces of a policy that it does not take away; what is no mapping with a name is for other checks. */
export function desiredInterfaces(policy: KubeObject): DesiredInterface[] {
  return list(policy.spec, 'desiredState', 'interfaces').flatMap((entry, i) => {
    const name = text(entry, 'name');
    return isRecord(entry) && name !== undefined && entry.state !== 'absent'
      ? [
          {
            field: `${INTERFACES}[${i}]`,
            name,
            type: text(entry, 'type'),
            base: text(entry, 'vlan', 'base-iface'),
            vlanId: record(entry, 'vlan').id,
            ports: portsOf(entry),
            mtu: entry.mtu,
          },
        ]
      : [];
  });
}

/** The NICs that a policy builds on and does not make: its ethernet entries, and what its VLANs and bridges stand on. */
export function basesOf(
  interfaces: DesiredInterface[],
): Array<{ name: string; field: string }> {
  const made = interfaces
    .filter(({ type }) => type !== 'ethernet')
    .map(({ name }) => name);
  const bases = interfaces.flatMap(({ type, name, field, base, ports }) => [
    ...(type === 'ethernet' ? [{ name, field: `${field}.name` }] : []),
    ...(type === 'vlan' && base !== undefined
      ? [{ name: base, field: `${field}.vlan.base-iface` }]
      : []),
    ...(type === 'linux-bridge'
      ? ports.map(port => ({ name: port, field: `${field}.bridge.port` }))
      : []),
  ]);
  return bases.filter(
    ({ name }, i) =>
      !made.includes(name) &&
      bases.findIndex(other => other.name === name) === i,
  );
}
