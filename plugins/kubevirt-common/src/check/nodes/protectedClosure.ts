import ipaddr from 'ipaddr.js';
import { KubeObject } from '../../model/kubeObject';
import { isNodeBridge } from '../../manifests/bridges';
import { list, text } from '../../manifests/read';
import { NodeTopology, findInterfaces } from '../../manifests/nodeTopology';

type Reason = [name: string, reason: string];
type Neighbour = [name: string, how: string];

const LOOPBACK = 'lo';

/** What was read last; the checks of a policy and of its network want the same. */
const known = new WeakMap<
  NodeTopology,
  { node?: KubeObject; closure: ReadonlyMap<string, string> }
>();

/**
 * The interfaces that a node's own network goes through, each with the reason in words. Whatever changes one of them
 * can cut the node off (kubernetes-nmstate #1063).
 *
 * Down from an interface it takes in all that it stands on, and up its controller. What is stacked on a protected
 * interface without being the node's own, such as a tenant's VLAN on a bond, is not protected.
 */
export function protectedClosure(
  topology: NodeTopology,
  node?: KubeObject,
): ReadonlyMap<string, string> {
  const last = known.get(topology);
  if (last && last.node === node) {
    return last.closure;
  }
  const closure = readClosure(topology, node);
  known.set(topology, { node, closure });
  return closure;
}

function readClosure(
  topology: NodeTopology,
  node?: KubeObject,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const namesOf = aliases(topology);
  const neighbours = neighboursOf(topology, namesOf);
  const protect = ([alias, reason]: Reason) =>
    namesOf(alias)
      .filter(name => !reasons.has(name))
      .forEach(name => reasons.set(name, reason));
  seeds(topology, node).forEach(protect);
  // A map is iterated over to its end, with what is added on the way.
  for (const [name, reason] of reasons) {
    (neighbours.get(name) ?? []).forEach(([other, how]) =>
      protect([other, `${how} ${name}, which ${reason}`]),
    );
  }
  return reasons;
}

/** True where something of the node's own network was found; every node that is up has some. */
export function hasOwnNetwork(
  topology: NodeTopology,
  node?: KubeObject,
): boolean {
  return seeds(topology, node).some(([name]) => name !== LOOPBACK);
}

/** The node's own addresses, in one notation. */
export function nodeAddresses(node: KubeObject | undefined): string[] {
  return list(node, 'status', 'addresses').flatMap(
    entry => normalAddress(text(entry, 'address') ?? '') ?? [],
  );
}

/** An IP address in one notation, without a prefix length or zone; undefined for what is none. */
export function normalAddress(value: string): string | undefined {
  const [address] = value.trim().split(/[/%]/);
  const isAddress =
    ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isAddress ? ipaddr.process(address).toNormalizedString() : undefined;
}

function seeds(
  { interfaces, defaultRoutes, bridgeMappings }: NodeTopology,
  node: KubeObject | undefined,
): Reason[] {
  const own = new Set(nodeAddresses(node));
  return [
    ...defaultRoutes.map((name): Reason => [name, 'has the default route']),
    ...interfaces.flatMap(({ name, addresses }) =>
      addresses
        .filter(address => own.has(normalAddress(address) ?? ''))
        .map((address): Reason => [name, `has the node's address ${address}`]),
    ),
    ...interfaces
      .filter(
        ({ name, altNames }) =>
          isNodeBridge(name) || altNames.some(isNodeBridge),
      )
      .map(({ name }): Reason => [name, "is the node's own bridge"]),
    ...bridgeMappings.map(
      ({ bridge, localnet }): Reason => [
        bridge,
        `carries OVN's network ${localnet}`,
      ],
    ),
    ...interfaces
      .filter(({ type }) => type === 'ovs-bridge' || type === 'ovs-interface')
      .map(({ name }): Reason => [name, 'belongs to Open vSwitch']),
    [LOOPBACK, 'is the loopback interface'],
  ];
}

/**
 * What shares the fate of each interface, and how it belongs to it; once for all of them, as a node may have a thousand. No
 * text is made here: most interfaces are not protected.
 */
function neighboursOf(
  { interfaces }: NodeTopology,
  namesOf: (alias: string) => string[],
): Map<string, Neighbour[]> {
  const neighbours = new Map<string, Neighbour[]>();
  const link = (name: string, neighbour: Neighbour) => {
    const others = neighbours.get(name);
    if (others === undefined) {
      neighbours.set(name, [neighbour]);
    } else {
      others.push(neighbour);
    }
  };
  const join = (above: string, port: string) => {
    link(above, [port, 'is a port of']);
    link(port, [above, 'has the port']);
  };
  for (const { name, ports, base, controller } of interfaces) {
    ports.flatMap(namesOf).forEach(port => join(name, port));
    if (controller !== undefined) {
      namesOf(controller).forEach(above => join(above, name));
    }
    if (base !== undefined) {
      link(name, [base, 'is below']);
    }
  }
  return neighbours;
}

/** The names of the interfaces that a name or alternative name stands for; itself where it stands for none. */
function aliases(topology: NodeTopology): (alias: string) => string[] {
  return alias => {
    const found = findInterfaces(topology, alias).map(({ name }) => name);
    return found.length < 2 ? [found[0] ?? alias] : [...new Set(found)];
  };
}
