import { basesOf, DesiredInterface } from './desiredInterfaces';
import { NodeFault } from './nodeFaults';
import { NodeTopology, findInterfaces } from '../../manifests/nodeTopology';

/** Checks that the NICs below a policy exist, are up, and are not a port of another interface. */
export function uplinkFaults(
  interfaces: DesiredInterface[],
  topology: NodeTopology,
  sharedUplinks: string[],
): NodeFault[] {
  const { node } = topology;
  const state = basesOf(interfaces).flatMap(({ name, field }): NodeFault[] => {
    const found = findInterfaces(topology, name);
    if (found.length === 0) {
      return [
        {
          node,
          level: 'error',
          code: 'uplink-missing',
          field,
          found: `no ${name}`,
          allowed:
            'a NIC that every node of the policy has; narrow the nodeSelector, or give the NIC that name there',
        },
      ];
    }
    return found.some(iface => (iface.state ?? 'up') === 'up')
      ? []
      : [
          {
            node,
            level: 'warning',
            code: 'uplink-down',
            field,
            found: `${name} ${found[0].state}`,
            allowed:
              'up; the policy brings it up, but without a cable no VM gets traffic',
          },
        ];
  });
  const enslaved = interfaces.flatMap(iface =>
    enslavedFaults(iface, topology, sharedUplinks),
  );
  return [...state, ...enslaved];
}

/** A VLAN on a bond member or bridge port takes frames away from it; a bridge takes the whole port. */
function enslavedFaults(
  { type, name, field, base, ports }: DesiredInterface,
  topology: NodeTopology,
  sharedUplinks: string[],
): NodeFault[] {
  const uses = [
    ...(type === 'vlan' && base !== undefined
      ? [{ nic: base, at: `${field}.vlan.base-iface` }]
      : []),
    ...(type === 'linux-bridge'
      ? ports.map(port => ({ nic: port, at: `${field}.bridge.port` }))
      : []),
  ];
  return uses.flatMap(({ nic, at }) =>
    findInterfaces(topology, nic).flatMap(found => {
      const controller = controllerOf(topology, found.name, found.controller);
      // The kernel delivers a frame to a VLAN interface before Open vSwitch sees it.
      const isShared =
        type === 'vlan' &&
        sharedUplinks.includes(nic) &&
        controller?.type === 'ovs-bridge';
      return !controller || controller.name === name || isShared
        ? []
        : [
            {
              node: topology.node,
              level: 'error',
              code: 'uplink-enslaved',
              field: at,
              found: `${nic} as a port of the ${controller.type} ${controller.name}`,
              allowed: `a NIC that is nobody's port; build on ${controller.name} if it is meant, or narrow the nodeSelector`,
            } as NodeFault,
          ];
    }),
  );
}

function controllerOf(
  { interfaces }: NodeTopology,
  name: string,
  controller: string | undefined,
): { name: string; type: string } | undefined {
  const holder = interfaces.find(
    iface =>
      iface.type !== 'ovs-interface' &&
      iface.name !== name &&
      (iface.name === controller || iface.ports.includes(name)),
  );
  return (
    holder ??
    (controller === undefined
      ? undefined
      : { name: controller, type: 'controller' })
  );
}
