import { DesiredInterface } from './desiredInterfaces';
import { NodeFault } from './nodeFaults';
import { NodeTopology, findInterfaces } from '../../manifests/nodeTopology';

/** nmstate warns above 1000 interfaces, and larger NodeNetworkStates outgrow etcd (kubernetes-nmstate #1505). */
const WARN_ABOVE = 500;
const ERROR_FROM = 1000;

/** Reports nodes that get more interfaces than nmstate handles well. */
export function countFaults(
  interfaces: DesiredInterface[],
  topology: NodeTopology,
): NodeFault[] {
  const added = new Set(
    interfaces
      .map(({ name }) => name)
      .filter(name => findInterfaces(topology, name).length === 0),
  ).size;
  const count = topology.interfaces.length + added;
  if (added === 0 || count <= WARN_ABOVE) {
    return [];
  }
  const isLimit = count >= ERROR_FROM;
  return [
    {
      node: topology.node,
      level: isLimit ? 'error' : 'warning',
      code: isLimit ? 'interface-limit' : 'interface-count',
      field: 'spec.desiredState.interfaces',
      found: `${count} interfaces with the ${added} of this policy`,
      allowed: isLimit
        ? `fewer than ${ERROR_FROM} on a node; retire VLANs there, or use another pool`
        : `more than ${WARN_ABOVE} are slow to configure; retire VLANs that nobody uses`,
    },
  ];
}
