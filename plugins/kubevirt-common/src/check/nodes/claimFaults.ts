import { DesiredInterface } from './desiredInterfaces';
import { NodeFault } from './nodeFaults';
import {
  NodeInterface,
  NodeTopology,
  findInterfaces,
} from '../../manifests/nodeTopology';

type Claim = Omit<NodeFault, 'node' | 'level'>;

const BRIDGES = ['linux-bridge', 'ovs-bridge', 'ovs-interface'];
/** Ports of VMs and pods. The CNI adds and removes them; no policy lists them. */
const GUEST_TYPES = ['veth', 'tun', 'tap'];
const GUEST_NAME = /^(veth|tap|vnet)/;

/** Finds interfaces of a node that conflict with what a policy wants, whoever made them. */
export function claimFaults(
  interfaces: DesiredInterface[],
  topology: NodeTopology,
): NodeFault[] {
  return interfaces
    .flatMap(iface => {
      switch (iface.type) {
        case 'vlan':
          return vlanClaims(iface, topology);
        case 'linux-bridge':
          return bridgeClaims(iface, interfaces, topology);
        default:
          return [];
      }
    })
    .map(claim => ({ node: topology.node, level: 'error', ...claim }));
}

function vlanClaims(iface: DesiredInterface, topology: NodeTopology): Claim[] {
  const { name, field, base, vlanId } = iface;
  if (base === undefined) {
    return [];
  }
  const named = findInterfaces(topology, name);
  const twins = topology.interfaces.filter(
    other => isVlan(other, iface, topology) && !named.includes(other),
  );
  const namesakes = named.filter(other => !isVlan(other, iface, topology));
  const bridges = findInterfaces(topology, base).filter(({ type }) =>
    BRIDGES.includes(type),
  );
  return [
    ...twins.map(
      (twin): Claim => ({
        code: 'vlan-on-node',
        field: `${field}.vlan`,
        found: `VLAN ${vlanId} of ${base} as ${twin.name}`,
        allowed: `one interface for a VLAN of a NIC; retire ${twin.name} there first, or use its name`,
      }),
    ),
    ...namesakes.map(
      (namesake): Claim => ({
        code: 'interface-on-node',
        field: `${field}.name`,
        found: `${name} as ${described(namesake)}`,
        allowed: 'a name that is free there, or that has this VLAN already',
      }),
    ),
    ...bridges.slice(0, 1).map(
      ({ type }): Claim => ({
        code: 'vlan-on-bridge',
        field: `${field}.vlan.base-iface`,
        found: `${base} as ${type}`,
        allowed:
          "a NIC or a bond; a VLAN on top of a bridge loses the VMs' traffic",
      }),
    ),
  ];
}

/** The port list of a policy replaces that of the node: a port that the policy does not name loses its traffic. */
function bridgeClaims(
  { name, field, ports }: DesiredInterface,
  interfaces: DesiredInterface[],
  topology: NodeTopology,
): Claim[] {
  return findInterfaces(topology, name).flatMap((found): Claim[] => {
    if (found.type !== 'linux-bridge') {
      return [
        {
          code: 'bridge-on-node',
          field: `${field}.name`,
          found: `${name} as ${described(found)}`,
          allowed: 'a name that is free there, or a Linux bridge',
        },
      ];
    }
    const wanted = ports.flatMap(port => [
      port,
      ...findInterfaces(topology, port).map(iface => iface.name),
    ]);
    const others = portsOn(found, topology).filter(
      port => !wanted.includes(port),
    );
    const loops = others.filter(port =>
      ports.some(mine => isSiblingVlan(mine, port, interfaces, topology)),
    );
    return [
      ...loops.map(
        (port): Claim => ({
          code: 'bridge-loop',
          field: `${field}.bridge.port`,
          found: `${port} in ${name}, another VLAN of the same NIC,`,
          allowed:
            'one VLAN of a NIC in a bridge, or they close a switching loop; give this VLAN a bridge of its own',
        }),
      ),
      ...(others.length > loops.length
        ? [
            {
              code: 'bridge-on-node',
              field: `${field}.bridge.port`,
              found: `${name} with the ports ${others.join(', ')}`,
              allowed: `no port, or ${
                ports.join(', ') || 'none'
              }; the policy would take the others out of the bridge`,
            } satisfies Claim,
          ]
        : []),
    ];
  });
}

/** The ports of a bridge, without those of VMs. nmstate may report the relation at only one end, so both are read. */
function portsOn(bridge: NodeInterface, topology: NodeTopology): string[] {
  const names = [
    ...bridge.ports,
    ...topology.interfaces
      .filter(({ controller }) => controller === bridge.name)
      .map(({ name }) => name),
  ];
  return [...new Set(names)].filter(name => {
    const [port] = findInterfaces(topology, name);
    return port ? !GUEST_TYPES.includes(port.type) : !GUEST_NAME.test(name);
  });
}

function isSiblingVlan(
  mine: string,
  theirs: string,
  interfaces: DesiredInterface[],
  topology: NodeTopology,
): boolean {
  const desired = interfaces.find(
    ({ name, type }) => name === mine && type === 'vlan',
  );
  const base = desired?.base ?? findInterfaces(topology, mine)[0]?.base;
  return (
    base !== undefined &&
    findInterfaces(topology, theirs).some(
      other =>
        other.base !== undefined && isSameInterface(other.base, base, topology),
    )
  );
}

function isVlan(
  other: NodeInterface,
  { base, vlanId }: DesiredInterface,
  topology: NodeTopology,
): boolean {
  return (
    other.type === 'vlan' &&
    other.vlanId !== undefined &&
    other.vlanId === vlanId &&
    isSameInterface(other.base ?? '', base ?? '', topology)
  );
}

/** The two names may be the name and an alternative name of one interface. */
function isSameInterface(
  a: string,
  b: string,
  topology: NodeTopology,
): boolean {
  const found = findInterfaces(topology, b);
  return (
    a === b || findInterfaces(topology, a).some(iface => found.includes(iface))
  );
}

function described({ type, base, vlanId }: NodeInterface): string {
  return type === 'vlan' ? `VLAN ${vlanId} of ${base}` : type;
}
