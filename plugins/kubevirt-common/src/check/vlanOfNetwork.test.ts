import { nodeTopology } from './nodes/nodeTopology';
import { vlanIdOf } from './vlanOfNetwork';
import {
  bridgeOnNode,
  localnet,
  network,
  nodeState,
  policy,
} from './__testUtils__/cluster';

describe('vlanIdOf', () => {
  const onNode = nodeTopology(nodeState('worker-1', bridgeOnNode(1085)));

  it.each([
    ['its own', network({ vlan: 7 }), [policy(1085)], [], 7],
    ['a localnet’s', localnet(), [], [], 1085],
    ['a policy’s', network(), [policy(7), policy(1085)], [], 1085],
    ['a node’s', network(), [policy(7)], [onNode], 1085],
    ['nobody’s', network(), [policy(7)], [], undefined],
    ['a text', network({ vlan: '7' }), [policy(1085)], [], undefined],
    ['that of no JSON', { ...network(), spec: {} }, [], [onNode], undefined],
    [
      'that of another type',
      network({ type: 'macvlan' }),
      [policy(1085)],
      [],
      undefined,
    ],
  ])('is %s', (_whose, nad, objects, topologies, expected) => {
    expect(vlanIdOf(nad, objects, topologies)).toBe(expected);
  });

  it('is unknown where nodes differ', () => {
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
