import { KubeObject } from '../../model/kubeObject';
import {
  codes,
  fact,
  findings,
  live,
  localnet,
  nodeState,
  vm,
} from '../__testUtils__/cluster';

const mapped = (name: string, localnetName = 'physnet') =>
  nodeState(name, [], [{ localnet: localnetName, bridge: 'br-ex' }]);
const knownFacts = { live: live({ nodeStates: fact(mapped('worker-1')) }) };
const mapping = (state?: string): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'mapping' },
  spec: {
    desiredState: {
      ovn: {
        'bridge-mappings': [{ localnet: 'physnet', bridge: 'br-ex', state }],
      },
    },
  },
});

describe('a localnet', () => {
  it.each<[string, object, string[]]>([
    ['correct', {}, []],
    [
      'named like its physical network',
      { name: 'physnet', physicalNetworkName: undefined },
      [],
    ],
    ['layer 2', { topology: 'layer2' }, ['error network-topology']],
    ['of no topology', { topology: undefined }, ['error network-topology']],
    [
      'with the name of another object',
      { netAttachDefName: 'other/nad-1085' },
      ['error network-ovn-name'],
    ],
    [
      'without its own name in netAttachDefName',
      { netAttachDefName: undefined },
      ['error network-ovn-name'],
    ],
    ['untagged', { vlanID: undefined }, ['error network-ovn-vlan']],
    [
      'on a VLAN that is a string',
      { vlanID: '1085' },
      ['error network-ovn-vlan'],
    ],
    ['of VLAN 4095', { vlanID: 4095 }, ['error network-ovn-vlan']],
    ['nameless', { name: '' }, ['error network-localnet']],
    [
      'on a physical network that is not a string',
      { physicalNetworkName: {} },
      ['error network-localnet'],
    ],
    ['with IPAM', { ipam: { type: 'whereabouts' } }, ['error network-ipam']],
    [
      'in a list of plugins',
      { type: undefined, plugins: [{ type: 'ovn-k8s-cni-overlay' }] },
      ['error network-type'],
    ],
  ])('is %s', (_what, config, expected) => {
    expect(codes([localnet({ ...config })], knownFacts)).toEqual(expected);
  });

  it('is refused if no node maps it', () => {
    expect(
      findings([localnet()], {
        live: live({ nodeStates: fact(mapped('worker-1', 'other')) }),
      }),
    ).toEqual([
      expect.stringContaining('error network-localnet: found "physnet"'),
    ]);
  });

  it('causes a warning if some nodes do not map it', () => {
    expect(
      findings([localnet()], {
        live: live({
          nodeStates: fact(mapped('worker-1'), nodeState('worker-2')),
        }),
      }),
    ).toEqual([
      expect.stringContaining(
        'warning network-localnet: "physnet" is mapped on 1 of 2 nodes, not on worker-2',
      ),
    ]);
  });

  it('causes a warning if nothing was read', () => {
    expect(codes([localnet()])).toEqual(['warning not-checked']);
  });

  it('may be mapped by a policy, unless the policy removes the mapping', () => {
    const facts = (policy: KubeObject) => ({
      live: live({ policies: fact(policy) }),
    });
    expect(codes([localnet()], facts(mapping()))).toEqual([]);
    expect(codes([localnet()], facts(mapping('absent')))).toEqual([
      'error network-localnet',
    ]);
  });

  it('must have a unique name, unless the others have the same configuration', () => {
    const others = (config: Record<string, unknown>) => ({
      live: {
        ...knownFacts.live,
        networks: fact(localnet(config, { namespace: 'other' })),
      },
    });
    expect(codes([localnet()], others({}))).toEqual([]);
    expect(codes([localnet()], others({ name: 'b', vlanID: 7 }))).toEqual([]);
    expect(findings([localnet()], others({ vlanID: 7, mtu: 1400 }))).toEqual([
      'error network-name-taken: found "vlan-1085", which NetworkAttachmentDefinition/other/nad-1085 in cluster demo has with another vlanID, mtu; allowed: one configuration for a name in the whole cluster, or another name',
    ]);
    const objects = [localnet({ vlanID: 7 }, { namespace: 'other' })];
    const open = [{ source: 'request #7', isFromFork: true, objects }];
    expect(codes([localnet()], { ...knownFacts, open })).toEqual([
      'warning network-name-taken',
    ]);
  });

  it('that exists and has VMs must keep its VLAN', () => {
    const existing = { source: 'main', objects: [localnet({ vlanID: 7 })] };
    expect(codes([localnet()], { ...knownFacts, existing })).toEqual([
      'warning network-changes',
    ]);
    expect(
      codes([localnet()], {
        existing,
        live: { ...knownFacts.live, vms: fact(vm()) },
      }),
    ).toEqual(['error network-in-use']);
  });

  it('is unchanged when its physical network is spelled out', () => {
    const was = { name: 'physnet', physicalNetworkName: undefined };
    const existing = { source: 'main', objects: [localnet(was)] };
    expect(
      codes([localnet({ name: 'physnet' })], { ...knownFacts, existing }),
    ).toEqual([]);
  });
});
