import { NETWORK_KIND, VM_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { text } from './read';
import { networksOf } from './vmSpec';

/** The namespace and name of a NAD. */
export interface NetworkReference {
  namespace?: string;
  name: string;
}

/** The NAD that an entry of a VM's networks refers to; Multus accepts `<name>` and `<namespace>/<name>`. */
export function networkReference(
  vm: KubeObject,
  network: unknown,
): NetworkReference | undefined {
  const written = text(network, 'multus', 'networkName');
  if (written === undefined) {
    return undefined;
  }
  const end = written.indexOf('/');
  return end < 0
    ? { namespace: vm.metadata.namespace, name: written }
    : { namespace: written.slice(0, end), name: written.slice(end + 1) };
}

/** The first of the objects that a reference refers to. */
export function findNetwork(
  reference: NetworkReference | undefined,
  objects: KubeObject[],
): KubeObject | undefined {
  return objects.find(
    ({ kind, metadata }) =>
      kind === NETWORK_KIND &&
      metadata.name === reference?.name &&
      metadata.namespace === reference?.namespace,
  );
}

/** True for a VM that has a NIC on a NAD. */
export function usesNetwork(vm: KubeObject, nad: KubeObject): boolean {
  return (
    vm.kind === VM_KIND &&
    networksOf(vm).some(
      network => findNetwork(networkReference(vm, network), [nad]) === nad,
    )
  );
}
