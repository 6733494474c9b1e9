import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A file of `topologies/`. */
export interface Topology {
  name: string;
  uplink: string;
  /** The uplink carries the node's own network, and VLANs of VMs are allowed on it nevertheless. */
  sharedUplink?: boolean;
  nodeSelector: Record<string, string>;
  /** The VLAN of the uplink with the node's own address. */
  ownVlanId?: number;
  /** The nodes on which a VLAN on the uplink is allowed. */
  usable: string[];
  /** With the interfaces that carry the node's own network, listed by hand. */
  nodes: Array<{ node: KubeObject; state: KubeObject; own: string[] }>;
}

/** One desired state of a policy. */
export interface Sample {
  name: string;
  desiredState: unknown;
}

type Interface = Record<string, any>;

/** Desired states that cut a node off, or could: each of nmstate's ways to an interface, for each of the node's own. */
export function hostileStates(topology: Topology): Sample[] {
  const samples = [
    ...namesOf(topology).flatMap(name => [
      ...changesOf(topology, name),
      ...usesOf(topology, name),
      ...thefts(name),
    ]),
    ...byMac(topology),
    ...byAddress(topology),
    ...bySharedUplink(topology),
  ].map(({ name, entry }) => ({
    name,
    desiredState: { interfaces: [entry] },
  }));
  return [...samples, ...smuggled(topology), ...byScope(topology)];
}

/** Desired states that a VLAN for VMs needs, and that harm no node. */
export function legitimateStates(topology: Topology): Sample[] {
  const { uplink, sharedUplink } = topology;
  const nic = sharedUplink
    ? []
    : [{ name: uplink, type: 'ethernet', state: 'up' }];
  const vlan = (id: number, more: Interface = {}) =>
    vlanOn(uplink, id, { name: `${uplink}.${id}`, ...more });
  const bridge = (id: number, more: Interface = {}, ports?: string[]) =>
    bridgeOf(`bridge-${id}`, ports ?? [`${uplink}.${id}`], more);
  const off = { ipv4: { enabled: false }, ipv6: { enabled: false } };
  const variants: Record<string, Interface[]> = {
    'the seed': [
      ...nic,
      vlan(1085, { description: `VLAN using ${uplink}` }),
      bridge(1085, {
        description: `Linux bridge with ${uplink}.1085 as a port`,
        ipv4: { enabled: false },
      }),
    ],
    'without the NIC': [vlan(1085), bridge(1085)],
    'without addresses': [...nic, vlan(1085, off), bridge(1085, off)],
    'a smaller MTU': [
      ...nic,
      vlan(1085, { mtu: 1400 }),
      bridge(1085, { mtu: 1400 }),
    ],
    'the largest MTU': [...nic, vlan(1085, { mtu: 1500 }), bridge(1085)],
    'another name': [
      ...nic,
      vlan(1085, { name: 'vlan1085' }),
      bridge(1085, {}, ['vlan1085']),
    ],
    'a VLAN alone': [...nic, vlan(1085)],
    'two VLANs': [
      ...nic,
      vlan(1085),
      bridge(1085),
      vlan(1086),
      bridge(1086, off),
    ],
    'what may be there': [...nic, vlan(1090), bridge(1090)],
    'without IPv6': [
      ...nic,
      vlan(1088, { ipv6: { enabled: false } }),
      bridge(1088, { ipv6: { enabled: false } }),
    ],
    'the smallest MTU': [vlan(1089), bridge(1089, { mtu: 576 })],
    'the lowest id': [...nic, vlan(2), bridge(2)],
    'the highest id': [...nic, vlan(4094), bridge(4094)],
    'a bridge with no port of VLANs': [
      vlan(1087),
      {
        ...bridge(1087),
        bridge: {
          options: { stp: { enabled: false } },
          port: [{ name: `${uplink}.1087`, vlan: {} }],
        },
      },
    ],
    ...(sharedUplink
      ? {}
      : {
          'a bridge on the trunk': [
            ...nic,
            bridgeOf('bridge-trunk', [uplink], off),
          ],
          'the NIC alone': nic,
        }),
  };
  return Object.entries(variants).map(([name, interfaces]) => ({
    name,
    desiredState: { interfaces },
  }));
}

interface Attack {
  name: string;
  entry: unknown;
}

/** Entries for the interface itself. */
function changesOf(topology: Topology, name: string): Attack[] {
  const type = found(topology, name)[0]?.type ?? 'ethernet';
  const up = { name, type, state: 'up' };
  const changes: Record<string, Interface> = {
    absent: { ...up, state: 'absent' },
    'absent without a type': { name, state: 'absent' },
    down: { ...up, state: 'down' },
    ignored: { ...up, state: 'ignore' },
    'without a state': { name, type },
    'another type': { ...up, type: type === 'dummy' ? 'bond' : 'dummy' },
    'a type that is none': { ...up, type: ['ethernet'] },
    mtu: { ...up, mtu: 1280 },
    'the MTU that it has': { ...up, mtu: 1500 },
    'no IPv4': { ...up, ipv4: { enabled: false } },
    'an empty IPv4': { ...up, ipv4: {} },
    'another IPv4': {
      ...up,
      ipv4: {
        enabled: true,
        address: [{ ip: '192.0.2.7', 'prefix-length': 24 }],
      },
    },
    DHCP: { ...up, ipv4: { enabled: true, dhcp: true } },
    'no IPv6': { ...up, ipv6: { enabled: false } },
    'another MAC': { ...up, 'mac-address': '02:00:00:00:00:07' },
    'another controller': { ...up, controller: 'bridge-1085' },
    'no controller': { ...up, controller: '' },
    'another alternative name': { ...up, 'alt-names': [{ name: 'lan0' }] },
    'another profile': { ...up, 'profile-name': 'lan0' },
    LLDP: { ...up, lldp: { enabled: true } },
    offloads: { ...up, ethtool: { feature: { 'rx-gro': false } } },
    'virtual functions': {
      ...up,
      ethernet: { 'sr-iov': { 'total-vfs': 4 } },
    },
    duplex: { ...up, ethernet: { speed: 10, duplex: 'half' } },
    '802.1X': { ...up, '802.1x': { identity: 'x', 'eap-methods': ['tls'] } },
    'no ports': { ...up, bridge: { port: [] } },
    'no members': {
      ...up,
      'link-aggregation': { mode: 'active-backup', port: [] },
    },
    dispatch: { ...up, dispatch: { 'post-activation': 'true' } },
    'a key that is unknown': { ...up, [`new-${name}`]: true },
    'a description that is none': { ...up, description: { name } },
    'spaces around its name': { ...up, name: ` ${name} `, mtu: 1280 },
  };
  return titled(name, changes);
}

/** Entries that use the interface as something else. */
function usesOf(topology: Topology, name: string): Attack[] {
  const { uplink, sharedUplink } = topology;
  const port = [{ name }];
  const made = (type: string, more: Interface) => ({
    name: 'tenant0',
    type,
    state: 'up',
    ...more,
  });
  const uses: Record<string, Interface> = {
    'a bridge’s port': bridgeOf('bridge-1085', [name]),
    'a bridge’s second port': bridgeOf('bridge-1085', ['eno77', name]),
    'a bridge’s port, as “ports”': made('linux-bridge', {
      bridge: { ports: port },
    }),
    'a bridge’s port, as a text': made('linux-bridge', {
      bridge: { port: [name] },
    }),
    'a bridge’s port, in a list of lists': made('linux-bridge', {
      bridge: { port: [[[name]]] },
    }),
    'a bond’s member': made('bond', {
      'link-aggregation': { mode: 'active-backup', port: [name] },
    }),
    'a bond’s slave': made('bond', {
      'link-aggregation': { mode: 'active-backup', slaves: [name] },
    }),
    'a bond’s primary': made('bond', {
      'link-aggregation': {
        mode: 'active-backup',
        options: { primary: name },
        port: [],
      },
    }),
    'a VRF’s port': made('vrf', {
      vrf: { port: [name], 'route-table-id': 100 },
    }),
    'an OVS bridge’s port': made('ovs-bridge', { bridge: { port } }),
    'a port of an OVS bridge’s bond': made('ovs-bridge', {
      bridge: {
        port: [{ name: 'bond9', 'link-aggregation': { port } }],
      },
    }),
    'a port of HSR': made('hsr', { hsr: { port1: name, port2: 'eno77' } }),
    'the second port of HSR': made('hsr', {
      hsr: { port1: 'eno77', port2: name },
    }),
    'below a MACVLAN': made('mac-vlan', {
      'mac-vlan': { 'base-iface': name, mode: 'passthru', promiscuous: true },
    }),
    'below a MACVTAP': made('mac-vtap', {
      'mac-vtap': { 'base-iface': name, mode: 'passthru' },
    }),
    'below a VXLAN': made('vxlan', {
      vxlan: { 'base-iface': name, id: 1085, remote: '192.0.2.9' },
    }),
    'below MACsec': made('macsec', {
      macsec: { 'base-iface': name, encrypt: true },
    }),
    'below an IPVLAN': made('ipvlan', {
      ipvlan: { 'base-iface': name, mode: 'l2' },
    }),
    'below InfiniBand': made('infiniband', {
      infiniband: { 'base-iface': name, pkey: '0x8001' },
    }),
    'a virtual function of it': bridgeOf('bridge-1085', [`sriov:${name}:0`]),
    'the source of a MAC': made('linux-bridge', { 'copy-mac-from': name }),
    'a controller': made('dummy', { controller: name }),
    'an old controller': made('dummy', { master: name }),
    'a peer': made('veth', { veth: { peer: name } }),
    'a patch': made('ovs-interface', { patch: { peer: name } }),
    ...(sharedUplink && name === uplink
      ? {}
      : { 'below a VLAN': vlanOn(name, 1085) }),
  };
  return titled(name, uses);
}

/** Entries that give the interface's name to another one. */
function thefts(name: string): Attack[] {
  return titled(name, {
    'a bridge’s name': bridgeOf(name, ['eno77']),
    'a VLAN’s name': vlanOn('eno77', 1085, { name }),
    'a dummy’s alternative name': {
      name: 'tenant0',
      type: 'dummy',
      state: 'up',
      'alt-names': [{ name }],
    },
    'another’s profile': {
      name: 'eno77',
      type: 'ethernet',
      state: 'up',
      'profile-name': name,
    },
    'a bond’s name': {
      name,
      type: 'bond',
      state: 'up',
      'link-aggregation': { mode: '802.3ad', port: ['eno77'] },
    },
  });
}

/** Entries that identify an interface by its MAC address, in every notation. */
function byMac(topology: Topology): Attack[] {
  const macs = topology.nodes.flatMap(({ state, own }) =>
    interfacesOf(state)
      .filter(({ name }) => name !== 'lo' && own.includes(name))
      .flatMap(iface =>
        ['mac-address', 'permanent-mac-address'].flatMap(
          key => iface[key] ?? [],
        ),
      ),
  );
  return [...new Set<string>(macs)].flatMap(mac =>
    [mac, mac.toUpperCase(), mac.replaceAll(':', '-')].flatMap(notation =>
      titled(notation, {
        absent: {
          name: 'lan0',
          type: 'ethernet',
          state: 'absent',
          identifier: 'mac-address',
          'mac-address': notation,
        },
        renamed: {
          name: 'lan0',
          'profile-name': 'lan0',
          type: 'ethernet',
          state: 'up',
          identifier: 'mac-address',
          'mac-address': notation,
        },
        'given to a bridge': bridgeOf('bridge-1085', ['eno77'], {
          'mac-address': notation,
        }),
      }),
    ),
  );
}

function byAddress(topology: Topology): Attack[] {
  const addresses = topology.nodes.flatMap(({ node }) =>
    ((node.status as any).addresses as Interface[])
      .filter(({ type }) => type === 'InternalIP')
      .map(({ address }) => String(address)),
  );
  return addresses.flatMap(ip =>
    titled(ip, {
      'on a VLAN': vlanOn('eno77', 1085, {
        [ip.includes(':') ? 'ipv6' : 'ipv4']: {
          enabled: true,
          address: [{ ip, 'prefix-length': 24 }],
        },
      }),
    }),
  );
}

/** A shared uplink allows a VLAN and nothing else. */
function bySharedUplink(topology: Topology): Attack[] {
  const { uplink, sharedUplink, ownVlanId } = topology;
  if (!sharedUplink) {
    return [];
  }
  const vlan = vlanOn(uplink, 1085);
  return titled(`${uplink}, shared,`, {
    'a VLAN that goes': { ...vlan, state: 'absent' },
    'a VLAN that is down': { ...vlan, state: 'down' },
    'a VLAN that is no VLAN': { ...vlan, type: 'vxlan' },
    'a VLAN with its MAC': {
      ...vlan,
      'mac-address': found(topology, uplink)[0]['mac-address'],
    },
    'the NIC as ethernet': { name: uplink, type: 'ethernet', state: 'up' },
    'fewer members': {
      name: uplink,
      type: 'bond',
      state: 'up',
      'link-aggregation': { mode: '802.3ad', port: ['eno77'] },
    },
    ...(ownVlanId === undefined
      ? {}
      : {
          'the node’s own VLAN': vlanOn(uplink, ownVlanId),
          'the node’s own VLAN, as a text': vlanOn(uplink, ownVlanId, {
            vlan: { 'base-iface': uplink, id: String(ownVlanId) },
          }),
        }),
  });
}

/** The same entries between harmless ones, or in unexpected places. */
function smuggled(topology: Topology): Sample[] {
  const [own] = topology.nodes[0].own.slice(-1);
  const entry = { name: own, state: 'absent' };
  const [{ desiredState }] = legitimateStates(topology);
  const { interfaces } = desiredState as { interfaces: unknown[] };
  const states: Record<string, unknown> = {
    'last of many': { interfaces: [...interfaces, entry] },
    'first of many': { interfaces: [entry, ...interfaces] },
    'in a list in the list': { interfaces: [...interfaces, [entry]] },
    'in a mapping for a list': { interfaces: { 0: entry } },
    'in a text': { interfaces: JSON.stringify([entry]) },
    'as a text': { interfaces: [own] },
    'beside nothing': { interfaces: [null, entry] },
    'a state that is a text': JSON.stringify({ interfaces: [entry] }),
    'a state that is a list': [{ interfaces: [entry] }],
    'identified by its PCI address': {
      interfaces: [
        {
          name: 'lan0',
          type: 'ethernet',
          state: 'absent',
          identifier: 'pci-address',
          'pci-address': '0000:03:00.0',
        },
      ],
    },
    'told by a MAC that is none': {
      interfaces: [
        {
          name: 'lan0',
          type: 'ethernet',
          state: 'absent',
          identifier: 'mac-address',
        },
      ],
    },
    'a reference to a capture': {
      interfaces: [
        {
          ...bridgeOf('bridge-1085', []),
          bridge: {
            port: [{ name: '{{ capture.default.interfaces.0.name }}' }],
          },
        },
      ],
    },
    'a name that is a mapping': {
      interfaces: [{ name: { name: own }, state: 'absent' }],
    },
    'no name': { interfaces: [{ type: 'ethernet', state: 'absent' }] },
  };
  return Object.entries(states).map(([name, state]) => ({
    name,
    desiredState: state,
  }));
}

/** What changes a node's network without an interface. */
function byScope(topology: Topology): Sample[] {
  const [own] = topology.nodes[0].own.slice(1);
  const mapping = (more: Interface) => ({
    ovn: { 'bridge-mappings': [more] },
  });
  const mappings: Interface[] = topology.nodes.flatMap(
    ({ state }) =>
      (state.status as any).currentState.ovn?.['bridge-mappings'] ?? [],
  );
  const scopes: Record<string, Interface> = {
    'a default route': {
      routes: {
        config: [
          {
            destination: '0.0.0.0/0',
            'next-hop-interface': own,
            'next-hop-address': '192.0.2.1',
          },
        ],
      },
    },
    'a route that goes': {
      routes: { config: [{ state: 'absent', 'next-hop-interface': own }] },
    },
    'route rules': { 'route-rules': { config: [{ 'ip-from': '0.0.0.0/0' }] } },
    'other DNS': { 'dns-resolver': { config: { server: ['192.0.2.53'] } } },
    'no DNS': { 'dns-resolver': { config: {} } },
    'another hostname': { hostname: { running: 'other', config: 'other' } },
    'OVS settings': { 'ovs-db': { external_ids: { 'ovn-remote': 'x' } } },
    'a capture': { capture: { default: 'interfaces' } },
    'a mapping to br-ex': mapping({ localnet: 'new', bridge: 'br-ex' }),
    'a mapping to nothing': mapping({ localnet: 'new', bridge: 'nowhere' }),
    'a mapping to a NIC': mapping({ localnet: 'new', bridge: own }),
    'mappings that are none': { ovn: { 'bridge-mappings': 'physnet:br-ex' } },
    'OVN beside mappings': { ovn: { 'bridge-mappings': [], encap: 'x' } },
    ...Object.fromEntries(
      mappings.flatMap(({ localnet, bridge }) => [
        [
          `${localnet} elsewhere`,
          mapping({ localnet, bridge: 'ovs-br9', state: 'present' }),
        ],
        [`${localnet} gone`, mapping({ localnet, state: 'absent' })],
        [
          `${localnet} gone from ${bridge}`,
          mapping({ localnet, bridge, state: 'absent' }),
        ],
      ]),
    ),
  };
  return Object.entries(scopes).map(([name, desiredState]) => ({
    name,
    desiredState,
  }));
}

function vlanOn(base: string, id: number, more: Interface = {}): Interface {
  return {
    name: `vlan${id}`,
    type: 'vlan',
    state: 'up',
    vlan: { 'base-iface': base, id },
    ...more,
  };
}

function bridgeOf(
  name: string,
  ports: string[],
  more: Interface = {},
): Interface {
  return {
    name,
    type: 'linux-bridge',
    state: 'up',
    bridge: {
      options: { stp: { enabled: false } },
      port: ports.map(port => ({ name: port })),
    },
    ...more,
  };
}

/** The names of the node's own interfaces on at least one node, alternative names included. */
function namesOf({ nodes }: Topology): string[] {
  const names = nodes.flatMap(({ state, own }) =>
    interfacesOf(state)
      .filter(({ name }) => own.includes(name))
      .flatMap(iface => [iface.name, ...altNamesOf(iface)]),
  );
  return [...new Set<string>(names)];
}

/** The interfaces with a name or alternative name, on all nodes. */
function found({ nodes }: Topology, name: string): Interface[] {
  return nodes
    .flatMap(({ state }) => interfacesOf(state))
    .filter(iface => [iface.name, ...altNamesOf(iface)].includes(name));
}

function interfacesOf(state: KubeObject): Interface[] {
  return (state.status as any).currentState.interfaces;
}

function altNamesOf(iface: Interface): string[] {
  return (iface['alt-names'] ?? []).map(({ name }: Interface) => name);
}

function titled(subject: string, entries: Record<string, unknown>): Attack[] {
  return Object.entries(entries).map(([name, entry]) => ({
    name: `${subject}: ${name}`,
    entry,
  }));
}
