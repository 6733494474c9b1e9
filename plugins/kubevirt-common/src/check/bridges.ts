import { POLICY_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { policyInterfaces } from './policySpec';
import { text } from './read';

/** Bridges that carry a node's own network: OVN-Kubernetes' and Open vSwitch's (ovn-kubernetes docs), the CNI's, podman's. */
const NODE_BRIDGE =
  /^(br-(ex|ext|int|local|phys)[0-9]*|ovs-system|ovn-.*|genev_sys_.*|cni[0-9]+|docker[0-9]+|podman[0-9]+|virbr[0-9]+)$/;

/** True for a bridge that is the node's and never a tenant's. */
export function isNodeBridge(name: string): boolean {
  return NODE_BRIDGE.test(name);
}

/** The Linux bridges that policies among some objects declare. */
export function bridgesOf(objects: KubeObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === POLICY_KIND)
    .flatMap(policyInterfaces)
    .filter(iface => text(iface, 'type') === 'linux-bridge')
    .flatMap(iface => text(iface, 'name') ?? []);
}
