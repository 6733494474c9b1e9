import { Fact, Facts } from '../../model/facts';
import {
  NodeSample,
  bridge,
  codes,
  factsOf,
  findingsOn,
  lines,
  nic,
  nodeOf,
  policyOf,
  stateOf,
  vlan,
} from './__testUtils__/nodes';
import { matchingNodes } from '../../manifests/nodeViews';

const policy = policyOf();
const found = (
  samples: NodeSample[],
  interfaces: unknown[] = [nic, vlan(), bridge()],
  pool = {},
) => codes(findingsOn(policyOf({ interfaces }), factsOf(samples), pool));

const nodeVlan = (more: object = {}) => ({
  name: 'eno49.1085',
  type: 'vlan',
  state: 'up',
  mtu: 1500,
  vlan: { 'base-iface': 'eno49', id: 1085 },
  ...more,
});
const nodeBridge = (ports: string[], more: object = {}) => ({
  name: 'bridge-1085',
  type: 'linux-bridge',
  state: 'up',
  bridge: { port: ports.map(name => ({ name })) },
  ...more,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `x${i}`, type: 'dummy' }));

describe('a policy on the nodes', () => {
  it('reports nothing if nothing conflicts with it', () => {
    expect(findingsOn(policy, factsOf())).toEqual([]);
  });

  it('reports nothing if it is applied already and VMs use it', () => {
    const there = {
      interfaces: [
        nodeVlan({ controller: 'bridge-1085' }),
        nodeBridge(['eno49.1085', 'vethab12', 'tap0', 'weird']),
        { name: 'weird', type: 'veth', controller: 'bridge-1085' },
      ],
    };
    expect(findingsOn(policy, factsOf([there]))).toEqual([]);
  });

  it('reports which facts are missing', () => {
    const missed: string[] = [];
    const wrong = policyOf({ interfaces: [nic, vlan({ mtu: 1 }), bridge()] });
    expect(codes(findingsOn(wrong, { cluster: 'demo' }, { missed }))).toEqual([
      'error mtu-value interfaces[1].mtu',
    ]);
    expect(missed).toEqual([
      'policies: whether vlan-1085-policy-c7000 is still in progress',
      'nodes: which nodes the policy selects',
      "nodeStates: whether eno49 is there, carries the MTU and is not the node's own network",
    ]);
  });

  it.each<[string, NodeSample[], unknown[] | undefined, string[]]>([
    [
      'a NIC that is missing',
      [{}, { name: 'worker-2', eno49: null }],
      undefined,
      ['error uplink-missing interfaces[0].name'],
    ],
    [
      'a missing NIC that only a VLAN names',
      [{ eno49: null }],
      [vlan()],
      ['error uplink-missing interfaces[0].vlan.base-iface'],
    ],
    [
      'a NIC by an alternative name',
      [{ eno49: { name: 'enp175s0f0np0', 'alt-names': [{ name: 'eno49' }] } }],
      undefined,
      [],
    ],
    [
      'a NIC that is down',
      [{ eno49: { state: 'down' } }],
      undefined,
      ['warning uplink-down interfaces[0].name'],
    ],
    [
      'a NIC in a bond',
      [
        {
          eno49: { controller: 'bond1' },
          interfaces: [
            {
              name: 'bond1',
              type: 'bond',
              'link-aggregation': { port: ['eno49'] },
            },
          ],
        },
      ],
      undefined,
      ['error uplink-enslaved interfaces[1].vlan.base-iface'],
    ],
    [
      'a NIC in a bond that the state does not list',
      [{ eno49: { controller: 'bond1' } }],
      undefined,
      ['error uplink-enslaved interfaces[1].vlan.base-iface'],
    ],
    [
      'a NIC in the bridge that the policy puts it into',
      [
        {
          eno49: { controller: 'bridge-1085' },
          interfaces: [nodeBridge(['eno49'])],
        },
      ],
      [bridge({ bridge: { port: [{ name: 'eno49' }] } })],
      [],
    ],
    [
      'the VLAN by another name',
      [{ interfaces: [nodeVlan({ name: 'vlan1085' })] }],
      undefined,
      ['error vlan-on-node interfaces[1].vlan'],
    ],
    [
      'the VLAN by another name, on an alternative name',
      [
        {
          eno49: { name: 'enp175s0', 'alt-names': [{ name: 'eno49' }] },
          interfaces: [
            nodeVlan({
              name: 'enp175s0.1085',
              vlan: { 'base-iface': 'enp175s0', id: 1085 },
            }),
          ],
        },
      ],
      undefined,
      ['error vlan-on-node interfaces[1].vlan'],
    ],
    [
      'another VLAN with the name',
      [
        {
          interfaces: [nodeVlan({ vlan: { 'base-iface': 'eno49', id: 7 } })],
        },
      ],
      undefined,
      ['error interface-on-node interfaces[1].name'],
    ],
    [
      'another type of interface with the name',
      [{ interfaces: [{ name: 'eno49.1085', type: 'dummy' }] }],
      undefined,
      ['error interface-on-node interfaces[1].name'],
    ],
    [
      'another type of interface with the bridge’s name',
      [{ interfaces: [{ name: 'bridge-1085', type: 'bond' }] }],
      undefined,
      ['error bridge-on-node interfaces[2].name'],
    ],
    [
      'a bridge without ports',
      [{ interfaces: [nodeBridge([])] }],
      undefined,
      [],
    ],
    [
      'a bridge with another port',
      [{ interfaces: [nodeBridge(['eno50'])] }],
      undefined,
      ['error bridge-on-node interfaces[2].bridge.port'],
    ],
    [
      'a bridge whose other port is the only one to report it',
      [
        {
          interfaces: [
            nodeBridge([]),
            { name: 'eno50', type: 'ethernet', controller: 'bridge-1085' },
          ],
        },
      ],
      undefined,
      ['error bridge-on-node interfaces[2].bridge.port'],
    ],
    [
      'a bridge with another VLAN of the NIC',
      [
        {
          interfaces: [
            nodeBridge(['eno49.7']),
            nodeVlan({
              name: 'eno49.7',
              vlan: { 'base-iface': 'eno49', id: 7 },
            }),
          ],
        },
      ],
      undefined,
      ['error bridge-loop interfaces[2].bridge.port'],
    ],
    [
      'a VLAN on a bridge',
      [{ eno49: { type: 'linux-bridge' } }],
      [vlan()],
      ['error vlan-on-bridge interfaces[0].vlan.base-iface'],
    ],
    [
      'an MTU that the NIC carries',
      [{}],
      [vlan({ mtu: 9000 }), bridge({ mtu: 9000 })],
      [],
    ],
    [
      'an MTU that the NIC does not carry',
      [{ eno49: { mtu: 1500 } }],
      [vlan({ mtu: 9000 }), bridge({ mtu: 9000 })],
      ['error mtu-uplink interfaces[0].mtu'],
    ],
    [
      'an MTU of a bridge whose VLAN inherits its MTU',
      [{ eno49: { mtu: 1500 } }],
      [vlan(), bridge({ mtu: 9000 })],
      ['error mtu-uplink interfaces[1].mtu'],
    ],
    [
      'an MTU of a bridge whose VLAN exists with a smaller MTU',
      [{ interfaces: [nodeVlan()] }],
      [vlan(), bridge({ mtu: 9000 })],
      ['error mtu-uplink interfaces[1].mtu'],
    ],
    [
      'a bridge with a larger MTU than its VLAN',
      [{}],
      [vlan({ mtu: 1500 }), bridge({ mtu: 9000 })],
      ['error mtu-order interfaces[1].mtu'],
    ],
    [
      'MTUs that are none',
      [{}],
      [vlan({ mtu: '9000' }), bridge({ mtu: 1500.5 })],
      [
        'error mtu-value interfaces[0].mtu',
        'error mtu-value interfaces[1].mtu',
      ],
    ],
    [
      'an MTU out of range',
      [{}],
      [vlan({ mtu: 575 }), bridge({ mtu: 9217 })],
      [
        'error mtu-value interfaces[0].mtu',
        'error mtu-value interfaces[1].mtu',
      ],
    ],
    [
      'VLANs that are each other’s base',
      [{}],
      [
        vlan({ name: 'a', mtu: 1500, vlan: { 'base-iface': 'b', id: 2 } }),
        vlan({ name: 'b', vlan: { 'base-iface': 'a', id: 3 } }),
      ],
      [],
    ],
    ['500 interfaces', [{ interfaces: many(496) }], undefined, []],
    [
      'more than 500 interfaces',
      [{ interfaces: many(497) }],
      undefined,
      ['warning interface-count interfaces'],
    ],
    [
      '1000 interfaces',
      [{ interfaces: many(996) }],
      undefined,
      ['error interface-limit interfaces'],
    ],
    [
      'a state older than 5 minutes of a node that is not Ready',
      [{ isReady: false, updatedAt: '2026-11-24T08:55:59Z' }],
      undefined,
      ['warning node-state-stale spec.nodeSelector'],
    ],
    [
      'nothing wrong with a Ready node that did not change for a day',
      [{ updatedAt: '2026-11-23T08:55:59Z' }],
      undefined,
      [],
    ],
    [
      'a state without a time',
      [{ isReady: false, updatedAt: 'never' }],
      undefined,
      ['warning node-state-stale spec.nodeSelector'],
    ],
    [
      'a node of the control plane',
      [
        { labels: { 'node-role.kubernetes.io/worker': '' } },
        { name: 'm', labels: { 'node-role.kubernetes.io/control-plane': '' } },
      ],
      undefined,
      ['error selector-control-plane spec.nodeSelector'],
    ],
    [
      'a compact cluster',
      [
        {
          labels: {
            'node-role.kubernetes.io/master': '',
            'node-role.kubernetes.io/worker': '',
          },
        },
      ],
      undefined,
      ['warning selector-control-plane spec.nodeSelector'],
    ],
    [
      'a selector that no node matches',
      [{ labels: { hardware: 'C7000' } }],
      undefined,
      ['error selector-none spec.nodeSelector'],
    ],
  ])('finds %s', (_, samples, interfaces, expected) => {
    expect(found(samples, interfaces)).toEqual(expected);
  });

  it('names the node with the smallest MTU', () => {
    const facts = factsOf([
      { name: 'a', eno49: { mtu: 4000 } },
      { name: 'b', eno49: { mtu: 1500 } },
      { name: 'c' },
    ]);
    const larger = policyOf({ interfaces: [vlan({ mtu: 9000 })] });
    expect(lines(findingsOn(larger, facts))).toEqual([
      'error mtu-uplink interfaces[0].mtu: found 9000, but eno49 with an MTU of 1500, on b, allowed: at most 1500; a larger one needs a larger MTU of eno49 there, and of the switch',
    ]);
  });

  it('accepts a bond in Open vSwitch if the pool shares its uplink', () => {
    const node = {
      eno49: { controller: 'br-ex' },
      interfaces: [
        {
          name: 'br-ex',
          type: 'ovs-bridge',
          bridge: { port: [{ name: 'eno49' }] },
        },
        { name: 'br-ex', type: 'ovs-interface', controller: 'br-ex' },
      ],
    };
    expect(found([node], [vlan(), bridge()], { sharedUplink: true })).toEqual(
      [],
    );
    expect(found([node], [vlan(), bridge()])).toEqual([
      'error protected-interface interfaces[0].vlan.base-iface',
      'error uplink-enslaved interfaces[0].vlan.base-iface',
    ]);
  });

  it('refuses a bond member even if the pool shares its uplink', () => {
    const node = { eno49: { controller: 'bond1' } };
    expect(found([node], [vlan()], { sharedUplink: true })).toEqual([
      'error uplink-enslaved interfaces[0].vlan.base-iface',
    ]);
  });

  it('reports the nodes without a state', () => {
    const facts = factsOf([{}]);
    const withNodes = (change: object): Facts => ({
      ...facts,
      live: {
        ...facts.live!,
        nodes: { ...facts.live!.nodes, ...change } as Fact,
      },
    });
    const two = withNodes({
      objects: [nodeOf(), nodeOf({ name: 'worker-2' })],
    });
    expect(lines(findingsOn(policy, two))).toEqual([
      'warning node-state-missing spec.nodeSelector: not checked: NICs, bridges and the own network; because kubernetes-nmstate reports no NodeNetworkState on worker-2',
    ]);
    const some = withNodes({ objects: [], partial: 'the rest was not read' });
    expect(findingsOn(policy, some)).toEqual([]);
  });

  it('warns if the network of a node itself is not found', () => {
    const facts = factsOf();
    const state = stateOf();
    (state.status as any).currentState.routes = {};
    facts.live!.nodeStates = {
      ...facts.live!.nodeStates,
      objects: [state],
    } as any;
    facts.live!.nodes = {
      ...facts.live!.nodes,
      objects: [nodeOf({ address: '192.0.2.1' })],
    } as any;
    expect(codes(findingsOn(policy, facts))).toEqual([
      'warning node-network-unknown spec.nodeSelector',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['no conditions', {}, ['warning policy-in-progress spec']],
    [
      'the reason of progress',
      {
        conditions: [
          {
            type: 'Available',
            status: 'Unknown',
            reason: 'ConfigurationProgressing',
          },
        ],
      },
      ['warning policy-in-progress spec'],
    ],
    [
      'another reason',
      {
        conditions: [
          {
            type: 'Available',
            status: 'True',
            reason: 'SuccessfullyConfigured',
          },
        ],
      },
      [],
    ],
    ['garbage', { conditions: 'x' }, ['warning policy-in-progress spec']],
  ])('checks the progress of a policy with %s', (_, status, expected) => {
    const live = { ...policyOf({ interfaces: [] }), status };
    expect(codes(findingsOn(policy, factsOf([{}], [live])))).toEqual(expected);
    const same = { ...policy, status };
    expect(findingsOn(policy, factsOf([{}], [same]))).toEqual([]);
  });
});

describe('matchingNodes', () => {
  const nodes = [
    nodeOf({ name: 'a', labels: { rack: '1' } }),
    nodeOf({ name: 'b', labels: { rack: '2' } }),
  ];
  it.each<[unknown, string[]]>([
    [{ hardware: 'c7000' }, ['a', 'b']],
    [{ hardware: 'c7000', rack: '1' }, ['a']],
    [{ rack: 1 }, []],
    [{ rack: 'constructor' }, []],
    [{ constructor: 'x' }, []],
    [{}, ['a', 'b']],
    ['garbage', ['a', 'b']],
  ])('%p selects %p', (selector, names) => {
    expect(
      matchingNodes(nodes, selector).map(({ metadata }) => metadata.name),
    ).toEqual(names);
  });
});
