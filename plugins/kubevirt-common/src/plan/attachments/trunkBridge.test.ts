import { z } from 'zod/v3';
import { attachInput, liveFacts, node, readAt } from 'kubevirt-vlan-test-kit';
import { site } from '../../__testUtils__/samples';
import { LiveFacts } from '../../model/facts';
import { KubeObject } from '../../model/kubeObject';
import { attachVlanSchema } from '../../request/attachVlan';
import { planVlanAttachment } from '../planVlanAttachment';

const trunk = (
  name = 'br-trunk',
  tags: unknown = [{ 'id-range': { min: 2, max: 4094 } }],
  port = 'eno49',
) => ({
  name,
  type: 'linux-bridge',
  state: 'up',
  bridge: {
    port: [{ name: port, vlan: { mode: 'trunk', 'trunk-tags': tags } }],
  },
});

const state = (name: string, ...interfaces: object[]): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkState',
  metadata: { name },
  status: { currentState: { interfaces } },
});

const READ_AT = '2026-11-24T09:00:00Z';
const known = readAt(READ_AT);
const other = node({ name: 'other', labels: { hardware: 'g9' } });

const live = (more: Partial<LiveFacts>): LiveFacts =>
  liveFacts(READ_AT, {
    nodes: known(node({ name: 'worker-1' }), node({ name: 'worker-2' }), other),
    nodeStates: known(state('worker-1', trunk()), state('worker-2', trunk())),
    ...more,
  });

const plan = (more: Partial<LiveFacts> = {}) =>
  planVlanAttachment(attachVlanSchema(z).parse(attachInput), site, live(more));

describe('a trunk bridge on the uplink', () => {
  it('needs only a network', () => {
    const { objects, values, bridgeName, policyName, title } = plan();
    expect(objects.map(({ id }) => id.kind)).toEqual([
      'NetworkAttachmentDefinition',
    ]);
    expect(values).toMatchObject({
      bridge: 'br-trunk',
      network: {
        vlan: 1085,
        annotations: {
          'k8s.v1.cni.cncf.io/resourceName':
            'bridge.network.kubevirt.io/br-trunk',
        },
      },
    });
    expect(values).not.toHaveProperty('policy');
    expect([bridgeName, policyName]).toEqual(['br-trunk', undefined]);
    expect(title).toContain('on the trunk bridge br-trunk');
  });

  const both = (...interfaces: object[]) => ({
    nodeStates: known(
      state('worker-1', ...interfaces),
      state('worker-2', ...interfaces),
    ),
  });

  it.each<[string, Partial<LiveFacts>]>([
    [
      'is missing on one node',
      { nodeStates: known(state('worker-1', trunk()), state('worker-2')) },
    ],
    [
      'has another name on one node',
      {
        nodeStates: known(
          state('worker-1', trunk()),
          state('worker-2', trunk('br-other')),
        ),
      },
    ],
    [
      'can’t be known of any node',
      { nodeStates: known(state('other', trunk())) },
    ],
    [
      'has it as the native VLAN',
      both({
        ...trunk(),
        bridge: {
          port: [
            {
              name: 'eno49',
              vlan: {
                mode: 'trunk',
                'enable-native': true,
                tag: 1085,
                'trunk-tags': [{ 'id-range': { min: 2, max: 4094 } }],
              },
            },
          ],
        },
      }),
    ],
    [
      'has it as the node’s own',
      both(trunk(), {
        name: 'br-trunk.1085',
        type: 'vlan',
        vlan: { 'base-iface': 'br-trunk', id: 1085 },
      }),
    ],
    ['does not let the VLAN through', both(trunk('br-trunk', [{ id: 7 }]))],
    [
      'lets through what is no number',
      both(trunk('br-trunk', [{ id: '1085' }])),
    ],
    ['has another port', both(trunk('br-trunk', undefined, 'eno50'))],
    ['is down', both({ ...trunk(), state: 'down' })],
    ['is no Linux bridge', both({ ...trunk(), type: 'ovs-bridge' })],
    ['is the node’s own', both(trunk('br-ex'))],
    [
      'does not filter VLANs',
      both({ ...trunk(), bridge: { port: [{ name: 'eno49' }] } }),
    ],
    [
      'loses the VLAN to an interface of its own',
      both(trunk(), {
        name: 'eno49.1085',
        type: 'vlan',
        vlan: { 'base-iface': 'eno49', id: 1085 },
      }),
    ],
    [
      'came after the policy',
      {
        policies: known({
          apiVersion: 'nmstate.io/v1',
          kind: 'NodeNetworkConfigurationPolicy',
          metadata: { name: 'vlan-1085-policy-c7000' },
        }),
      },
    ],
    ['is on no node of the pool', { nodes: known(other) }],
    ['can’t be known', { nodeStates: { known: false, because: 'of RBAC' } }],
    [
      'can’t be known of which nodes',
      { nodes: { known: false, because: 'x' } },
    ],
  ])('is not used where it %s', (_what, more) => {
    expect(plan(more).objects.map(({ id }) => id.kind)).toEqual([
      'NodeNetworkConfigurationPolicy',
      'NetworkAttachmentDefinition',
    ]);
    expect(plan(more).bridgeName).toBe('bridge-1085');
  });

  it('is used where one node has no state yet', () => {
    const states = { nodeStates: known(state('worker-1', trunk())) };
    expect(plan(states).bridgeName).toBe('br-trunk');
  });

  it('is found by one id, and the first by name of several', () => {
    const states = both(trunk('br-b', [{ id: 1085 }]), trunk('br-a'));
    expect(plan(states).bridgeName).toBe('br-a');
  });
});
