import { KubeObject, isRecord } from '../model/kubeObject';
import { list, record, text } from './read';

/** An interface of a node, as nmstate reports it (nmstate, rust/src/lib/ifaces). */
export interface NodeInterface {
  name: string;
  type: string;
  state?: string;
  mtu?: number;
  /** Its current and permanent MAC address (`mac-address`, `permanent-mac-address`), in lower case. */
  macAddresses: string[];
  altNames: string[];
  /** The bridge, bond or VRF that it is a port of. */
  controller?: string;
  /** The ports of a bridge (including those of its bonds), a bond or a VRF. */
  ports: string[];
  /** The interface below a VLAN, MACVLAN, MACsec or VXLAN interface. */
  base?: string;
  vlanId?: number;
  /** IPv4 and IPv6, without the prefix length. */
  addresses: string[];
}

/** The network of one node. */
export interface NodeTopology {
  node: string;
  /** In nmstate's order. */
  interfaces: NodeInterface[];
  /** The interfaces of the default routes of IPv4 and IPv6, each once. */
  defaultRoutes: string[];
  /** The physical networks of OVN and the OVS bridges that they are mapped to. */
  bridgeMappings: Array<{ localnet: string; bridge: string }>;
  /** When the node last updated its state, as an ISO 8601 time. */
  updatedAt?: string;
}

const DEFAULT_ROUTES = ['0.0.0.0/0', '::/0'];
/** Sections of an interface that name the interface below. */
const BASED_ON = [
  'vlan',
  'mac-vlan',
  'mac-vtap',
  'macsec',
  'vxlan',
  'ipvlan',
  'ip-vlan',
  'infiniband',
];

const FAMILIES = ['ipv4', 'ipv6'];
/** Sections of an interface that list its ports. */
const HOLDS_PORTS = ['bridge', 'link-aggregation', 'vrf', 'hsr'];

/** A cache: several checks read the same hundreds of nodes with hundreds of interfaces. */
const known = new WeakMap<KubeObject, NodeTopology>();

/** The network of a node according to its NodeNetworkState. Missing and malformed parts are left out. */
export function nodeTopology(state: KubeObject): NodeTopology {
  const topology = known.get(state) ?? readTopology(state);
  known.set(state, topology);
  return topology;
}

function readTopology(state: KubeObject): NodeTopology {
  const current = record(state.status, 'currentState');
  const routes = [
    ...list(current, 'routes', 'running'),
    ...list(current, 'routes', 'config'),
  ];
  return {
    node: state.metadata.name,
    interfaces: list(current, 'interfaces').filter(isRecord).map(nodeInterface),
    defaultRoutes: unique(
      routes
        .filter(isRecord)
        .filter(({ destination }) =>
          DEFAULT_ROUTES.includes(textOf(destination) ?? ''),
        )
        .map(route => textOf(route['next-hop-interface'])),
    ),
    bridgeMappings: list(current, 'ovn', 'bridge-mappings').flatMap(mapping => {
      const localnet = text(mapping, 'localnet');
      const bridge = text(mapping, 'bridge');
      return localnet && bridge ? [{ localnet, bridge }] : [];
    }),
    updatedAt: text(state.status, 'lastSuccessfulUpdateTime'),
  };
}

/**
 * A cache by name and alternative name: each check looks up many names on nodes that may have thousands of
 * interfaces.
 */
const indexes = new WeakMap<NodeTopology, Map<string, NodeInterface[]>>();

/** The interfaces with this name or alternative name; nmstate and the kernel accept both. */
export function findInterfaces(
  topology: NodeTopology,
  name: string,
): NodeInterface[] {
  const index = indexes.get(topology) ?? indexOf(topology);
  indexes.set(topology, index);
  return index.get(name) ?? [];
}

function indexOf({ interfaces }: NodeTopology): Map<string, NodeInterface[]> {
  const index = new Map<string, NodeInterface[]>();
  const add = (alias: string, iface: NodeInterface) => {
    const others = index.get(alias);
    if (others === undefined) {
      index.set(alias, [iface]);
    } else if (others[others.length - 1] !== iface) {
      others.push(iface);
    }
  };
  for (const iface of interfaces) {
    add(iface.name, iface);
    iface.altNames.forEach(alias => add(alias, iface));
  }
  return index;
}

/**
 * Reads keys directly, which is faster than the helpers for paths: a node may have thousands of interfaces with few
 * of the keys.
 */
function nodeInterface(iface: Record<string, unknown>): NodeInterface {
  return {
    name: textOf(iface.name) ?? '',
    type: textOf(iface.type) ?? 'unknown',
    state: textOf(iface.state),
    mtu: number(iface.mtu),
    macAddresses: unique([
      textOf(iface['mac-address'])?.toLowerCase(),
      textOf(iface['permanent-mac-address'])?.toLowerCase(),
    ]),
    altNames: iface['alt-names'] === undefined ? [] : altNamesOf(iface),
    controller: textOf(iface.controller) ?? textOf(iface.master),
    ports: portsOf(iface),
    base: baseOf(iface),
    vlanId:
      iface.vlan === undefined ? undefined : number(record(iface, 'vlan').id),
    addresses: FAMILIES.filter(family => iface[family] !== undefined).flatMap(
      family =>
        list(iface, family, 'address').flatMap(
          entry => text(entry, 'ip') ?? [],
        ),
    ),
  };
}

function altNamesOf(iface: Record<string, unknown>): string[] {
  return unique(
    list(iface, 'alt-names').map(
      alt => text(alt, 'name') ?? (typeof alt === 'string' ? alt : undefined),
    ),
  );
}

function baseOf(iface: Record<string, unknown>): string | undefined {
  const section = BASED_ON.find(
    name => iface[name] !== undefined && text(iface, name, 'base-iface'),
  );
  return section && text(iface, section, 'base-iface');
}

/**
 * The ports of a bridge, of the bonds of an OVS bridge, of a bond and of a VRF, with the keys of old and new nmstate
 * versions.
 */
export function portsOf(iface: Record<string, unknown>): string[] {
  // Fast path: most of the thousands of interfaces that a node may have hold no ports.
  if (!HOLDS_PORTS.some(section => iface[section] !== undefined)) {
    return [];
  }
  const bridge = [
    ...list(iface, 'bridge', 'port'),
    ...list(iface, 'bridge', 'ports'),
  ];
  return unique([
    ...bridge
      .filter(isRecord)
      .flatMap(port => [
        textOf(port.name),
        ...namesIn(port['link-aggregation']),
      ]),
    ...namesIn(iface['link-aggregation']),
    ...namesIn(iface.vrf),
    ...namesIn(iface.hsr),
  ]);
}

function namesIn(section: unknown): string[] {
  if (!isRecord(section)) {
    return [];
  }
  return unique([
    ...['port', 'ports', 'slaves']
      .flatMap(key => list(section, key))
      .map(port => (typeof port === 'string' ? port : text(port, 'name'))),
    text(section, 'port1'),
    text(section, 'port2'),
  ]);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function unique(values: Array<string | undefined>): string[] {
  const there = values.filter(value => value !== undefined);
  return there.length < 2 ? there : [...new Set(there)];
}
