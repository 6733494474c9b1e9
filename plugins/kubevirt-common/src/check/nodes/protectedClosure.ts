import ipaddr from 'ipaddr.js';
import { KubeObject } from '../../model/kubeObject';
import { isNodeBridge } from '../../manifests/bridges';
import { list, text } from '../../manifests/read';
import { NodeTopology, findInterfaces } from '../../manifests/nodeTopology';

type Reason = [name: string, reason: string];
type Neighbour = [name: string, how: string];

const LOOPBACK = 'lo';

/** A cache: the checks of a policy and of its network ask for the same closure. */
const known = new WeakMap<
  NodeTopology,
  { node?: KubeObject; closure: ReadonlyMap<string, string> }
>();

/**
 * The interfaces that carry the network of the node itself, each with the reason in words. Changing one of them can
 * cut the node off (kubernetes-nmstate #1063).
 *
 * The closure includes everything below a protected interface, and its controller. An interface stacked on a
 * protected one is not included unless the node uses it itself; a tenant's VLAN on a bond is an example.
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
  // Iterating over a Map includes entries that are added on the way.
  for (const [name, reason] of reasons) {
    (neighbours.get(name) ?? []).forEach(([other, how]) =>
      protect([other, `${how} ${name}, which ${reason}`]),
    );
  }
  return reasons;
}

/** True if the network of the node itself was found; every running node has one. */
export function hasOwnNetwork(
  topology: NodeTopology,
  node?: KubeObject,
): boolean {
  return seeds(topology, node).some(([name]) => name !== LOOPBACK);
}

/** The addresses of the node, in one notation. */
export function nodeAddresses(node: KubeObject | undefined): string[] {
  return list(node, 'status', 'addresses').flatMap(
    entry => normalAddress(text(entry, 'address') ?? '') ?? [],
  );
}

/** An IP address in one notation, without prefix length and zone; undefined for other texts. */
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
 * The neighbours of each interface and how they are connected. Computed once for all interfaces, because a node may
 * have a thousand; texts are made later, because most interfaces are not protected.
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

/** Resolves a name or alternative name to the names of its interfaces; an unknown name resolves to itself. */
function aliases(topology: NodeTopology): (alias: string) => string[] {
  return alias => {
    const found = findInterfaces(topology, alias).map(({ name }) => name);
    return found.length < 2 ? [found[0] ?? alias] : [...new Set(found)];
  };
}
