import { KubeObject } from '../model/kubeObject';
import { Facts } from '../model/facts';
import {
  fact,
  findings,
  live,
  network,
  node,
  nodeState,
  policy,
} from './__testUtils__/cluster';

const trunk = (config: Record<string, unknown> = {}, namespace = 'lab') => {
  const nad = network({
    bridge: 'br-trunk',
    vlan: 1085,
    preserveDefaultVlan: false,
    ...config,
  });
  return { ...nad, metadata: { ...nad.metadata, namespace } };
};
const UNREAD = { known: false as const, because: 'of RBAC' };
const claims = (facts: Partial<Facts>, ...more: KubeObject[]) =>
  findings([policy(1085), ...more], facts).filter(finding =>
    finding.includes(' claimed-by-network:'),
  );
const withNetworks = (...networks: KubeObject[]) => ({
  live: live({ networks: fact(...networks), nodeStates: UNREAD }),
});
/** A cluster whose worker has the bridge. */
const onNode = (name: string, labels = { hardware: 'c7000' }) => ({
  live: live({
    networks: fact(trunk()),
    nodes: fact(node('worker-1'), node('worker-2', labels)),
    nodeStates: fact(
      nodeState('worker-1'),
      nodeState('worker-2', [{ name, type: 'linux-bridge', state: 'up' }]),
    ),
  }),
});

describe('a VLAN that a network has on another bridge', () => {
  it('causes a warning with the network and both bridges', () => {
    expect(claims(withNetworks(trunk()))).toEqual([
      'warning claimed-by-network: found VLAN 1085 for the bridge "bridge-1085", but "br-trunk" carries it already for NetworkAttachmentDefinition/lab/nad-1085 in cluster demo, by "vlan": 1085: on a node with both, two bridges would carry one VLAN; allowed: one bridge for a VLAN, so name "br-trunk" and "vlan": 1085 in the new network and leave out this policy, or make sure that no node of the policy has "br-trunk"',
    ]);
  });

  it('causes one warning for each bridge, wherever the networks were found', () => {
    const source = 'request #7';
    const many = Array.from({ length: 9 }, (_, i) => trunk({}, `lab-${i}`));
    const found = claims({
      existing: { source: 'main', objects: [trunk({}, 'shop')] },
      open: [{ source, isFromFork: true, objects: [trunk({}, 'fork')] }],
      ...withNetworks(...many, trunk({ bridge: 'br-other' }, 'shop-2')),
    });
    expect(found).toEqual([
      expect.stringContaining(
        'NetworkAttachmentDefinition/shop/nad-1085 in main',
      ),
      expect.stringContaining('"br-other"'),
    ]);
    expect(found[0]).toContain(' and 6 more, by');
  });

  it.each([
    ['of another VLAN', trunk({ vlan: 1090 })],
    ['without a VLAN of its own', trunk({ vlan: undefined })],
    ['on the bridge of the policy', trunk({ bridge: 'bridge-1085' })],
    ['whose VLAN is a string', trunk({ vlan: '1085' })],
    ['that is unreadable', { ...trunk(), spec: { config: '{' } }],
  ])('ignores a network %s', (_what, nad) => {
    expect(claims(withNetworks(nad))).toEqual([]);
  });

  it('ignores a network that this change replaces', () => {
    const ours = network();
    expect(claims(withNetworks(trunk({}, 'demo')), ours)).toEqual([]);
    expect(claims(withNetworks(trunk({}, 'demo')))).toHaveLength(1);
  });

  it('ignores a policy that makes no bridge for it', () => {
    const without: any = policy(1085);
    without.spec.desiredState.interfaces.pop();
    expect(
      findings([without], withNetworks(trunk())).filter(finding =>
        finding.includes('claimed-by-network'),
      ),
    ).toEqual([]);
  });

  it('matters only on nodes that have the other bridge, if the nodes are known', () => {
    expect(claims(onNode('br-trunk'))).toHaveLength(1);
    expect(claims(onNode('br-else'))).toEqual([]);
    expect(claims(onNode('br-trunk', { hardware: 'r640' }))).toEqual([]);
  });

  it('causes a warning if a node of the policy has no state', () => {
    const facts = onNode('br-else').live;
    const nodeStates = fact(nodeState('worker-1'));
    expect(claims({ live: { ...facts, nodeStates } })).toHaveLength(1);
  });

  it('causes a warning if another policy will make the bridge', () => {
    const bridge: any = policy(7);
    bridge.spec.desiredState.interfaces[2].name = 'br-trunk';
    const existing = { source: 'main', objects: [bridge] };
    expect(claims({ existing, ...onNode('br-else') })).toHaveLength(1);
    bridge.spec.nodeSelector = { hardware: 'r640' };
    expect(claims({ existing, ...onNode('br-else') })).toEqual([]);
  });

  it('causes a warning if the networks were not read', () => {
    expect(
      findings([policy(1085)], { live: live({ networks: UNREAD }) }),
    ).toContainEqual(
      'warning not-checked: not checked: whether VLAN 1085 is on another bridge already; because of RBAC',
    );
  });
});
