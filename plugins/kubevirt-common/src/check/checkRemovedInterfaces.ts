import { POLICY_KIND } from '../constants';
import { policyInterfaces } from '../manifests/policySpec';
import { text } from '../manifests/read';
import { KubeObject } from '../model/kubeObject';
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

/**
 * The policy has to say that the interfaces are absent: one that no longer lists them leaves them on the nodes. And it may only
 * take away what it made.
 */
export function checkRemovedInterfaces(
  context: CheckContext,
  interfaces: Interface[],
): void {
  const { object, removals, report } = context;
  const removed = removedInterfaces(removals, object.metadata.name);
  if (removed.length === 0) {
    return;
  }
  removed
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
  checkMade(context, interfaces);
}

function checkMade(context: CheckContext, interfaces: Interface[]): void {
  const { object, removals, report } = context;
  const versions = existingVersions(context);
  if (!versions) {
    return;
  }
  const removed = removedInterfaces(removals, object.metadata.name);
  const made = versions.flatMap(policyInterfaces);
  interfaces.forEach((iface, i) => {
    const { name, type, state } = iface;
    const isMade = made.some(one => one.name === name && one.type === type);
    if (state === 'absent' && removed.includes(String(name)) && !isMade) {
      report({
        level: 'error',
        code: 'interface-state',
        field: `spec.desiredState.interfaces[${i}].state`,
        message: `found "absent" for "${name}", which the existing policy does not have as ${type}, allowed: an interface that this policy made`,
      });
    }
  });
}

/** The policy as it exists; undefined where nothing was read that says so. */
function existingVersions({
  object,
  facts,
  need,
}: CheckContext): KubeObject[] | undefined {
  const { existing } = facts;
  const policies = existing
    ? facts.live?.policies
    : need('policies', 'whether the policy made what it takes away');
  if (!existing && !policies) {
    return undefined;
  }
  return [
    ...(existing?.objects ?? []),
    ...(policies?.known ? policies.objects : []),
  ].filter(
    ({ kind, metadata }) =>
      kind === POLICY_KIND && metadata.name === object.metadata.name,
  );
}
