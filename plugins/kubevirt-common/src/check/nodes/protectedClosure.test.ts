import { KubeObject } from '../../model/kubeObject';
import { nodeOf } from './__testUtils__/nodes';
import { nodeTopology } from '../../manifests/nodeTopology';
import { protectedClosure } from './protectedClosure';

const closureOf = (
  currentState: object,
  node: KubeObject = nodeOf({ address: '10.0.0.1' }),
) =>
  Object.fromEntries(
    protectedClosure(
      nodeTopology({
        apiVersion: 'nmstate.io/v1beta1',
        kind: 'NodeNetworkState',
        metadata: { name: 'worker-1' },
        status: { currentState },
      }),
      node,
    ),
  );
const withAddress = (name: string, ip: string, more: object = {}) => ({
  name,
  type: 'ethernet',
  [ip.includes(':') ? 'ipv6' : 'ipv4']: { address: [{ ip }] },
  ...more,
});

describe('the protected closure', () => {
  it('gives the reason at every level', () => {
    expect(
      closureOf({
        interfaces: [
          { name: 'eno1', type: 'ethernet', controller: 'bond0' },
          { name: 'eno2', type: 'ethernet' },
          {
            name: 'bond0',
            type: 'bond',
            'link-aggregation': { port: ['eno2'] },
          },
          withAddress('bond0.100', '10.0.0.1', {
            type: 'vlan',
            vlan: { 'base-iface': 'bond0', id: 100 },
          }),
          {
            name: 'bond0.1085',
            type: 'vlan',
            vlan: { 'base-iface': 'bond0', id: 1085 },
            controller: 'bridge-1085',
          },
          { name: 'bridge-1085', type: 'linux-bridge' },
        ],
      }),
    ).toEqual({
      lo: 'is the loopback interface',
      'bond0.100': "has the node's address 10.0.0.1",
      bond0: "is below bond0.100, which has the node's address 10.0.0.1",
      eno1: "is a port of bond0, which is below bond0.100, which has the node's address 10.0.0.1",
      eno2: "is a port of bond0, which is below bond0.100, which has the node's address 10.0.0.1",
    });
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['garbage', { interfaces: 'none', routes: [1], ovn: null }, []],
    [
      'the default route of IPv6, to an alternative name',
      {
        interfaces: [
          {
            name: 'enp3s0',
            type: 'ethernet',
            'alt-names': [{ name: 'eno1' }],
          },
        ],
        routes: {
          running: [{ destination: '::/0', 'next-hop-interface': 'eno1' }],
        },
      },
      ['enp3s0'],
    ],
    [
      'a default route through an interface that is not listed',
      {
        routes: {
          config: [{ destination: '0.0.0.0/0', 'next-hop-interface': 'ppp0' }],
        },
      },
      ['ppp0'],
    ],
    [
      'a controller of an interface with the address, and its other ports',
      {
        interfaces: [
          withAddress('eno1', '10.0.0.1', { controller: 'vrf0' }),
          { name: 'vrf0', type: 'vrf', vrf: { port: ['eno1', 'eno2'] } },
          { name: 'eno2', type: 'ethernet' },
          { name: 'eno3', type: 'ethernet' },
        ],
      },
      ['eno1', 'eno2', 'vrf0'],
    ],
    [
      'a controller that lists a port which does not report it',
      {
        interfaces: [
          withAddress('eno1', '10.0.0.1'),
          {
            name: 'br0',
            type: 'linux-bridge',
            bridge: { port: [{ name: 'eno1' }] },
          },
        ],
      },
      ['br0', 'eno1'],
    ],
    [
      'Open vSwitch, with a bond of its own',
      {
        interfaces: [
          {
            name: 'ovs-br1',
            type: 'ovs-bridge',
            bridge: {
              port: [
                {
                  name: 'ovs-bond',
                  'link-aggregation': {
                    port: [{ name: 'eno2' }, { name: 'eno3' }],
                  },
                },
              ],
            },
          },
          { name: 'eno2', type: 'ethernet' },
          { name: 'eno3', type: 'ethernet' },
        ],
      },
      ['eno2', 'eno3', 'ovs-bond', 'ovs-br1'],
    ],
    [
      'the bridge of an OVN mapping',
      { ovn: { 'bridge-mappings': [{ localnet: 'a', bridge: 'br1' }] } },
      ['br1'],
    ],
    [
      'the base of a MACVLAN with the address',
      {
        interfaces: [
          withAddress('mv0', '10.0.0.1', {
            type: 'mac-vlan',
            'mac-vlan': { 'base-iface': 'eno1' },
          }),
        ],
      },
      ['eno1', 'mv0'],
    ],
  ])('includes %s', (_, state, names) => {
    expect(Object.keys(closureOf(state)).sort()).toEqual(
      ['lo', ...names].sort(),
    );
  });

  it.each([
    ['2001:DB8::0011', '2001:db8:0:0:0:0:0:11'],
    ['::ffff:10.0.0.9', '10.0.0.9'],
    ['fe80::1%eno1', 'fe80::1'],
  ])('recognises %s as %s', (address, ip) => {
    const closure = closureOf(
      { interfaces: [withAddress('eno1', ip)] },
      nodeOf({ address }),
    );
    expect(Object.keys(closure)).toContain('eno1');
  });

  it('ignores texts that are not addresses', () => {
    const closure = closureOf(
      { interfaces: [withAddress('eno1', '')] },
      nodeOf({ address: '' }),
    );
    expect(Object.keys(closure)).toEqual(['lo']);
  });
});
