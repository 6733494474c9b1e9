import type { TopologyInterface, TopologyNode } from './topology.ts';

type Interface = Record<string, any>;

/** What `nmstatectl show` says of a node: its own interfaces, and those that policies made since. */
export function networkState(
  node: TopologyNode,
  configured: Interface[],
): object {
  const made = configured.filter(({ state }) => state !== 'absent');
  const own = node.interfaces
    .map(iface => ownInterface(iface, node.name))
    .filter(({ name }) => !made.some(other => other.name === name));
  return {
    interfaces: [...own, ...made],
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
