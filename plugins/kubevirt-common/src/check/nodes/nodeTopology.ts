import { KubeObject, isRecord } from '../../model/kubeObject';
import { list, record, text } from '../read';

/** An interface of a node, as nmstate reports it (nmstate, rust/src/lib/ifaces). */
export interface NodeInterface {
  name: string;
  type: string;
  state?: string;
  mtu?: number;
  /** Every MAC address that it has or had: `mac-address` and `permanent-mac-address`, in lower case. */
  macAddresses: string[];
  altNames: string[];
  /** The bridge, bond or VRF that it is a port of. */
  controller?: string;
  /** Of a bridge (those of its bonds too), a bond or a VRF. */
  ports: string[];
  /** What a VLAN, MACVLAN, MACsec or VXLAN interface stands on. */
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
  /** OVN's physical networks, and the OVS bridges that they lead to. */
  bridgeMappings: Array<{ localnet: string; bridge: string }>;
  /** When the node last said so, as an ISO 8601 time. */
  updatedAt?: string;
}

const DEFAULT_ROUTES = ['0.0.0.0/0', '::/0'];
/** Sections of an interface that say what it stands on. */
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

/** What was read once; several checks want it, of hundreds of nodes with hundreds of interfaces. */
const known = new WeakMap<KubeObject, NodeTopology>();

/** The network of a node, as its NodeNetworkState has it; what is missing or of another shape there is left out. */
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
        .filter(route =>
          DEFAULT_ROUTES.includes(text(route, 'destination') ?? ''),
        )
        .map(route => text(route, 'next-hop-interface')),
    ),
    bridgeMappings: list(current, 'ovn', 'bridge-mappings').flatMap(mapping => {
      const localnet = text(mapping, 'localnet');
      const bridge = text(mapping, 'bridge');
      return localnet && bridge ? [{ localnet, bridge }] : [];
    }),
    ...optional('updatedAt', text(state.status, 'lastSuccessfulUpdateTime')),
  };
}

/**
 * The interfaces that a name stands for: one of that name, or with that name among its alternative ones. nmstate takes
 * both; so does the kernel.
 */
export function findInterfaces(
  topology: NodeTopology,
  name: string,
): NodeInterface[] {
  return topology.interfaces.filter(
    iface => iface.name === name || iface.altNames.includes(name),
  );
}

function nodeInterface(iface: Record<string, unknown>): NodeInterface {
  const based = BASED_ON.map(section => record(iface, section));
  return {
    name: text(iface, 'name') ?? '',
    type: text(iface, 'type') ?? 'unknown',
    ...optional('state', text(iface, 'state')),
    ...optional('mtu', number(iface.mtu)),
    macAddresses: unique(
      [text(iface, 'mac-address'), text(iface, 'permanent-mac-address')].map(
        mac => mac?.toLowerCase(),
      ),
    ),
    altNames: unique(
      list(iface, 'alt-names').map(
        alt => text(alt, 'name') ?? (typeof alt === 'string' ? alt : undefined),
      ),
    ),
    ...optional(
      'controller',
      text(iface, 'controller') ?? text(iface, 'master'),
    ),
    ports: portsOf(iface),
    ...optional(
      'base',
      based.map(section => text(section, 'base-iface')).find(Boolean),
    ),
    ...optional('vlanId', number(record(iface, 'vlan').id)),
    addresses: ['ipv4', 'ipv6'].flatMap(family =>
      list(iface, family, 'address').flatMap(entry => text(entry, 'ip') ?? []),
    ),
  };
}

/**
 * The ports of a bridge, those of the bonds of an OVS bridge, and those of a bond or a VRF; in the words of old and new
 * nmstate.
 */
export function portsOf(iface: Record<string, unknown>): string[] {
  const bridge = [
    ...list(iface, 'bridge', 'port'),
    ...list(iface, 'bridge', 'ports'),
  ];
  return unique([
    ...bridge.flatMap(port => [
      text(port, 'name'),
      ...namesIn(record(port, 'link-aggregation')),
    ]),
    ...namesIn(record(iface, 'link-aggregation')),
    ...namesIn(record(iface, 'vrf')),
    ...namesIn(record(iface, 'hsr')),
  ]);
}

function namesIn(section: Record<string, unknown>): string[] {
  return unique([
    ...['port', 'ports', 'slaves']
      .flatMap(key => list(section, key))
      .map(port => (typeof port === 'string' ? port : text(port, 'name'))),
    text(section, 'port1'),
    text(section, 'port2'),
  ]);
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function unique(values: Array<string | undefined>): string[] {
  return [...new Set(values.filter(value => value !== undefined))];
}

function optional<K extends string, T>(
  key: K,
  value: T | undefined,
): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: T });
}
