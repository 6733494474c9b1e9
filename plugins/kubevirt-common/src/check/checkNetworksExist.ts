import { CheckContext } from './CheckContext';
import type { Code } from './codes';
import { findNetwork, networkReference } from '../manifests/networkReference';
import { text } from '../manifests/read';
import { appliedObjects, knownObjects } from '../manifests/locatedObjects';
import { VM_SPEC, networksOf } from '../manifests/vmSpec';

/** Checks that the NADs of a VM exist. A missing one is a warning: its own request may still be open. */
export function checkNetworksExist({
  object,
  manifests,
  facts,
  report,
}: CheckContext): void {
  const { namespace } = object.metadata;
  const live = facts.live?.networks;
  const sources = [
    ...(facts.existing ? [facts.existing.source] : []),
    ...(live?.known ? [live.source] : []),
  ].join(' or ');
  networksOf(object).forEach((network, i) => {
    const reference = networkReference(object, network);
    if (!reference) {
      return;
    }
    const { name } = reference;
    const field = `${VM_SPEC}.networks[${i}].multus.networkName`;
    const warn = (code: Code, message: string) =>
      report({ level: 'warning', code, field, message });
    if (reference.namespace !== namespace || name.includes('/')) {
      report({
        level: 'error',
        code: 'vm-network-namespace',
        field,
        message: `found "${text(
          network,
          'multus',
          'networkName',
        )}", allowed: a network of the VM's own namespace, without "/"`,
      });
      return;
    }
    const isThere = findNetwork(reference, [
      ...manifests,
      ...appliedObjects(facts).map(other => other.object),
    ]);
    if (isThere) {
      return;
    }
    const proposing = knownObjects(facts).find(other =>
      findNetwork(reference, [other.object]),
    );
    if (sources === '') {
      warn(
        'vm-network-unchecked',
        `not checked whether "${name}" exists in namespace ${namespace}, because neither cluster nor GitOps repository was read`,
      );
    } else if (proposing) {
      warn(
        'vm-network-proposed',
        `"${name}" is not in namespace ${namespace} in ${sources} yet; ${proposing.source} proposes it: the VM stays Pending until that is merged`,
      );
    } else {
      warn(
        'vm-network-missing',
        `"${name}" is not in namespace ${namespace} in ${sources}: the VM stays Pending until it is; attach the VLAN to the namespace, or merge the branch that does`,
      );
    }
  });
}
