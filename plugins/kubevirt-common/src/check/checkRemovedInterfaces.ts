import { text } from '../manifests/read';
import { removedInterfaces } from '../model/removal';
import { CheckContext } from './CheckContext';
import { Interface, InterfaceCheck } from './InterfaceCheck';

/** What a policy of ours makes, and may take away. */
const REMOVABLE = ['vlan', 'linux-bridge'];

/** True for an entry that takes away what the change plans to take away, which is never an uplink. */
export function isRemoved({
  context,
  iface,
  uplinks,
}: Omit<InterfaceCheck, 'field' | 'interfaces'>): boolean {
  const { object, removals } = context;
  const name = text(iface, 'name') ?? '';
  return (
    iface.state === 'absent' &&
    REMOVABLE.includes(String(iface.type)) &&
    !uplinks.includes(name) &&
    removedInterfaces(removals, object.metadata.name).includes(name)
  );
}

/** The policy has to say that the interfaces are absent: one that no longer lists them leaves them on the nodes. */
export function checkRemovedInterfaces(
  { object, removals, report }: CheckContext,
  interfaces: Interface[],
): void {
  removedInterfaces(removals, object.metadata.name)
    .filter(
      name =>
        !interfaces.some(
          iface => iface.name === name && iface.state === 'absent',
        ),
    )
    .forEach(name =>
      report({
        level: 'error',
        code: 'interface-state',
        field: 'spec.desiredState.interfaces',
        message: `found no "${name}" with state: absent, allowed: one, as this change takes it away and nmstate keeps what is not listed`,
      }),
    );
}
