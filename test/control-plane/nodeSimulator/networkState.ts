import type { TopologyInterface, TopologyNode } from './topology.ts';

type Interface = Record<string, any>;

/** What `nmstatectl show` reports for a node: its own interfaces, and those that policies added. */
export function networkState(
  node: TopologyNode,
  configured: Interface[],
): object {
  const made = configured.filter(({ state }) => state !== 'absent');
  const own = node.interfaces.map(iface => ownInterface(iface, node.name));
  const isOwn = ({ name }: Interface) => own.some(iface => iface.name === name);
  const interfaces = [
    ...own.map(iface => ({
      ...iface,
      ...made.find(({ name }) => name === iface.name),
    })),
    ...made
      .filter(iface => !isOwn(iface))
      .map(iface => ({
        'mac-address': macOf(`${node.name}/${iface.name}`),
        ...iface,
      })),
  ];
  return {
    interfaces: interfaces.map(iface => ({
      ...iface,
      mtu: mtuOf(iface, interfaces),
      ...controllerOf(iface, made),
    })),
    routes: {
      config: [],
      running: [
        {
          destination: '0.0.0.0/0',
          'next-hop-address': '10.6.1.1',
          'next-hop-interface': node.defaultRoute,
          'table-id': 254,
        },
      ],
    },
  };
}

/**
 * The MTU of an interface, or the kernel's default: a VLAN inherits that of its NIC, a bridge the smallest of its
 * ports.
 */
function mtuOf(iface: Interface, all: Interface[]): number {
  const below = [
    iface.vlan?.['base-iface'],
    ...(iface.bridge?.port ?? []).map((port: Interface) => port.name),
  ];
  const found = all
    .filter(other => other !== iface && below.includes(other.name))
    .map(other => mtuOf(other, all));
  return iface.mtu ?? Math.min(...(found.length > 0 ? found : [1500]));
}

function controllerOf({ name }: Interface, made: Interface[]): object {
  const bridge = made.find(({ bridge: of }) =>
    of?.port?.some((port: Interface) => port.name === name),
  );
  return bridge ? { controller: bridge.name } : {};
}

function ownInterface(
  { name, type, mtu, controller, ports, address }: TopologyInterface,
  node: string,
): Interface {
  const [ip, prefix] = address?.split('/') ?? [];
  return {
    name,
    type,
    state: 'up',
    mtu,
    'mac-address': macOf(`${node}/${name}`),
    ...(controller && { controller }),
    ...(type === 'bond' && {
      'link-aggregation': { mode: 'active-backup', port: ports },
    }),
    ...(type === 'ovs-bridge' && {
      bridge: { port: ports?.map(port => ({ name: port })) },
    }),
    ipv4: ip
      ? {
          enabled: true,
          dhcp: false,
          address: [{ ip, 'prefix-length': Number(prefix) }],
        }
      : { enabled: false },
    ipv6: { enabled: false },
  };
}

/** A locally administered address, the same each time. */
function macOf(text: string): string {
  let hash = 0;
  for (const char of text) {
    hash = (hash * 31 + char.charCodeAt(0)) % 2 ** 32;
  }
  const octets = hash.toString(16).padStart(8, '0').match(/../g)!;
  return ['02', '00', ...octets].join(':');
}
