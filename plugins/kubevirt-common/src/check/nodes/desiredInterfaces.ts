import { KubeObject, isRecord } from '../../model/kubeObject';
import { list, record, text } from '../../manifests/read';
import { portsOf } from '../../manifests/nodeTopology';

export const INTERFACES = 'spec.desiredState.interfaces';

/** An interface that a policy declares. */
export interface DesiredInterface {
  field: string;
  name: string;
  type?: string;
  base?: string;
  vlanId?: unknown;
  ports: string[];
  mtu?: unknown;
}

/**
 * The interfaces that a policy declares, without those that it removes. Entries that are not a mapping with a name
 * are left to other checks.
 */
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

/** The NICs that a policy uses but does not make: its ethernet entries, and the bases of its VLANs and bridges. */
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
