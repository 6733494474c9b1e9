import { NETWORK_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { CheckContext } from './check';
import { text } from './read';
import { VM_SPEC, networksOf } from './vmSpec';

/** The NADs need not be there yet, their request may still be open: a warning, not an error. */
export function checkNetworksExist({
  object,
  manifests,
  facts,
  report,
}: CheckContext): void {
  networksOf(object).forEach((network, i) => {
    const written = text(network, 'multus', 'networkName');
    if (written === undefined) {
      return;
    }
    // Multus takes <namespace>/<name> too.
    const own = `${object.metadata.namespace}/`;
    const name = written.startsWith(own) ? written.slice(own.length) : written;
    const field = `${VM_SPEC}.networks[${i}].multus.networkName`;
    if (name.includes('/')) {
      report({
        level: 'error',
        code: 'vm-network-namespace',
        field,
        message: `found "${name}", allowed: a network of the VM's own namespace, without "/"`,
      });
      return;
    }
    if (!facts.existing) {
      report({
        level: 'warning',
        code: 'vm-network-unchecked',
        field,
        message: `not checked whether "${name}" exists in namespace ${object.metadata.namespace}, because neither cluster nor GitOps repository was read`,
      });
      return;
    }
    const isWanted = (other: KubeObject) =>
      other.kind === NETWORK_KIND &&
      other.metadata.name === name &&
      other.metadata.namespace === object.metadata.namespace;
    const exists = [...manifests, ...facts.existing.objects].some(isWanted);
    const proposing = facts.open?.find(({ objects }) => objects.some(isWanted));
    if (!exists && proposing) {
      report({
        level: 'warning',
        code: 'vm-network-proposed',
        field,
        message: `"${name}" is not in namespace ${object.metadata.namespace} in ${facts.existing.source} yet; ${proposing.source} proposes it: the VM stays Pending until that is merged`,
      });
    } else if (!exists) {
      report({
        level: 'warning',
        code: 'vm-network-missing',
        field,
        message: `"${name}" is not in namespace ${object.metadata.namespace} in ${facts.existing.source}: the VM stays Pending until it is; attach the VLAN to the namespace, or merge the branch that does`,
      });
    }
  });
}
