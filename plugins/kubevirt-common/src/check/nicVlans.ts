import { KubeObject } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import { findNetwork, networkReference } from '../manifests/networkReference';
import { knownTopologies } from '../manifests/nodeViews';
import { text } from '../manifests/read';
import { resultingObjects } from '../manifests/locatedObjects';
import { vlanIdOf } from '../manifests/vlanOfNetwork';
import { networksOf } from '../manifests/vmSpec';

/** The VLAN of a VM's NIC, or undefined if it is not known. */
export type NicVlans = (
  vm: KubeObject,
  nic: string | undefined,
) => number | undefined;

/** Finds the VLAN of a NIC through its network: in this change, the known objects, or the nodes. */
export function nicVlans(context: CheckContext): NicVlans {
  // Anybody may propose objects in a fork, so they do not determine the VLAN of a NIC.
  const objects = resultingObjects(context)
    .filter(({ isFromFork }) => !isFromFork)
    .map(({ object }) => object);
  const topologies = knownTopologies(context.facts.live?.nodeStates);
  return (vm, nic) => {
    const network = networksOf(vm).find(
      entry => nic !== undefined && text(entry, 'name') === nic,
    );
    const nad = findNetwork(networkReference(vm, network), objects);
    return nad && vlanIdOf(nad, objects, topologies);
  };
}
