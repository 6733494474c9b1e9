import { KubeObject } from '../model/kubeObject';
import { NodeTopology, nodeTopology } from './nodeTopology';
import { vlanIdOf, vlanIdsOf } from './vlanOfNetwork';
import {
  bridgeOnNode,
  localnet,
  network,
  nodeState,
  policy,
} from '../check/__testUtils__/cluster';

describe('vlanIdOf', () => {
  const onNode = nodeTopology(nodeState('worker-1', bridgeOnNode(1085)));

  const trunk = nodeTopology(
    nodeState('worker-1', [
      {
        name: 'br-trunk',
        type: 'linux-bridge',
        bridge: { port: [{ name: 'eno49' }, { name: 'veth1' }] },
      },
      { name: 'veth1', type: 'veth' },
    ]),
  );
  const mixed = nodeTopology(
    nodeState('worker-1', [
      bridgeOnNode(1085)[0],
      {
        name: 'bridge-1085',
        type: 'linux-bridge',
        bridge: { port: [{ name: 'eno49.1085' }, { name: 'eno49' }] },
      },
    ]),
  );
  const onTrunk = (more: object) => network({ bridge: 'br-trunk', ...more });

  it.each([
    ['its own on a trunk', onTrunk({ vlan: 7 }), [], [trunk], 7],
    ['its own on a bridge of nobody', onTrunk({ vlan: 7 }), [], [], 7],
    ['a localnet’s', localnet(), [], [], 1085],
    ['a policy’s', network(), [policy(7), policy(1085)], [], 1085],
    ['a node’s', network(), [policy(7)], [onNode], 1085],
    ['that of both', network(), [policy(1085)], [onNode], 1085],
  ])('is %s', (_whose, nad, objects, topologies, expected) => {
    expect(vlanIdsOf(nad, objects, topologies)).toEqual([expected]);
    expect(vlanIdOf(nad, objects, topologies)).toBe(expected);
  });

  it('is undefined for a network that stays in the cluster', () => {
    expect(vlanIdsOf(localnet({ topology: 'layer2' }), [])).toEqual([]);
  });

  const elsewhere: KubeObject = structuredClone(policy(1085));
  (elsewhere as any).spec.desiredState.interfaces[1].vlan.id = 7;

  it.each<[string, KubeObject, KubeObject[], NodeTopology[]]>([
    ['nobody says it', network(), [policy(7)], []],
    ['it is a text', onTrunk({ vlan: '7' }), [], [trunk]],
    ['there is no JSON', { ...network(), spec: {} }, [], [onNode]],
    ['it is of another type', network({ type: 'macvlan' }), [policy(1085)], []],
    ['it tags on a VLAN', network({ vlan: 7 }), [policy(1085)], []],
    ['it tags on a VLAN of a node', network({ vlan: 7 }), [], [onNode]],
    [
      'it also receives the default VLAN',
      onTrunk({ vlan: 7, preserveDefaultVlan: true }),
      [],
      [trunk],
    ],
    ['it is on the default VLAN', onTrunk({ vlan: 1 }), [], [trunk]],
    [
      'it is a trunk',
      onTrunk({ vlan: 7, vlanTrunk: [{ id: 8 }] }),
      [],
      [trunk],
    ],
    ['it is all of a trunk', onTrunk({}), [], [trunk]],
    ['the bridge has another port too', network(), [], [mixed]],
    ['a policy and a node differ', network(), [elsewhere], [onNode]],
    ['policies differ', network(), [policy(1085), elsewhere], []],
    ['keys are disguised', network({ Bridge: 'bridge-7' }), [policy(1085)], []],
    ['keys look the same', network({ vlanTrunK: [] }), [policy(1085)], []],
  ])('is unknown if %s', (_why, nad, objects, topologies) => {
    expect(vlanIdsOf(nad, objects, topologies)).toBeUndefined();
  });

  it('is unknown if nodes differ', () => {
    const [vlan, bridge] = bridgeOnNode(1085);
    const other = nodeTopology(
      nodeState('worker-2', [
        { ...vlan, vlan: { 'base-iface': 'eno49', id: 7 } },
        bridge,
      ]),
    );
    expect(vlanIdOf(network(), [], [onNode, other])).toBeUndefined();
    expect(vlanIdOf(network(), [], [onNode, onNode])).toBe(1085);
  });
});
