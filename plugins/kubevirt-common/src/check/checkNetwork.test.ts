import { siteData } from 'kubevirt-vlan-test-kit';
import { parseSite } from '../model/site';
import {
  bridgeOnNode,
  codes,
  fact,
  findings,
  live,
  network,
  node,
  nodeState,
  policy,
  vm,
} from './__testUtils__/cluster';

const knownFacts = {
  existing: { source: 'main', objects: [policy(1085)] },
  live: live({ nodeStates: fact(nodeState('worker-1', bridgeOnNode(1085))) }),
};

describe('the namespace of a network', () => {
  it.each([
    // Multus on OpenShift makes these global: VMs of every namespace can use their networks.
    'default',
    'openshift-multus',
    'openshift-sriov-network-operator',
    'openshift-cnv',
    'openshift',
    'kube-system',
  ])('must not be %s', name => {
    const nad = network();
    nad.metadata.namespace = name;
    expect(codes([nad], knownFacts)).toEqual(['error network-namespace']);
  });

  it('must not be reserved by the site', () => {
    const strict = parseSite({ ...siteData(), reservedNamespaces: ['demo'] });
    expect(codes([network()], knownFacts, strict)).toEqual([
      'error network-namespace',
    ]);
  });

  it('causes a warning if it does not exist, for VMs too', () => {
    const facts = {
      ...knownFacts,
      live: { ...knownFacts.live, namespaces: fact() },
    };
    expect(findings([network()], facts)).toEqual([
      expect.stringContaining(
        'warning namespace-missing: "demo" is not in cluster demo',
      ),
    ]);
    expect(codes([network(), vm()], facts)).toEqual([
      'warning namespace-missing',
      'warning namespace-missing',
    ]);
  });
});

describe('the bridge of a network', () => {
  const states = (...with1085: boolean[]) =>
    fact(
      ...with1085.map((has, i) =>
        nodeState(`worker-${i}`, has ? bridgeOnNode(1085) : []),
      ),
    );

  it('may have been made by hand', () => {
    expect(
      codes([network()], { live: live({ nodeStates: states(true) }) }),
    ).toEqual([]);
    expect(
      findings([network()], {
        live: live({ nodeStates: states(true, false, false) }),
      }),
    ).toEqual([
      'warning network-bridge-partial: "bridge-1085" is on 1 of 3 nodes, not on worker-1, worker-2: VMs of this network run where it is alone',
    ]);
  });

  it('must be on the nodes that run VMs', () => {
    const runs = { 'kubevirt.io/schedulable': 'true' };
    const nodes = fact(node('worker-0', runs), node('worker-1', {}));
    expect(
      codes([network()], {
        live: live({ nodes, nodeStates: states(true, false) }),
      }),
    ).toEqual([]);
    expect(
      codes([network()], {
        live: live({ nodes, nodeStates: states(false, true) }),
      }),
    ).toEqual(['error network-bridge-missing']);
  });

  it('must be a bridge, not another interface of that name', () => {
    const bond = { name: 'bridge-1085', type: 'bond', state: 'up' };
    const nodeStates = fact(nodeState('worker-1', [bond]));
    expect(codes([network()], { live: live({ nodeStates }) })).toEqual([
      'error network-bridge-missing',
    ]);
  });

  it('is refused if no node has it and no policy makes it', () => {
    expect(
      findings([network()], { live: live({ nodeStates: states(false) }) }),
    ).toEqual([
      expect.stringContaining(
        'error network-bridge-missing: no policy in cluster demo makes the bridge "bridge-1085", and none of 1 nodes has it',
      ),
    ]);
  });

  it.each(['policies', 'nodeStates'] as const)(
    'is only a warning if some %s were not read',
    kind => {
      const unread = live({
        nodeStates: states(false),
        [kind]: { known: false, because: 'of RBAC' },
      });
      const inPart = live({ nodeStates: states(false) });
      inPart[kind] = { ...states(false), partial: 'half of it' };
      for (const facts of [unread, inPart]) {
        expect(codes([network()], { live: facts })).toContain(
          'warning network-bridge-missing',
        );
        expect(codes([network()], { live: facts }).join()).toContain(
          'not-checked',
        );
      }
    },
  );

  it('is accepted if a policy makes it: of the change, existing or proposed', () => {
    const policies = fact(policy(1085));
    expect(
      codes([network()], { live: live({ policies, nodes: fact() }) }),
    ).toEqual([]);
    const objects = [policy(1085)];
    expect(
      codes([network()], {
        live: live({ nodes: fact() }),
        open: [{ source: 'request #1', objects }],
      }),
    ).toEqual([]);
  });

  it('causes a warning if nodes of the policy lack it', () => {
    const nodes = fact(
      node('worker-0'),
      node('worker-1'),
      node('worker-2', {}),
    );
    const nodeStates = states(true, false, false);
    expect(
      findings([network()], {
        live: live({ policies: fact(policy(1085)), nodes, nodeStates }),
      }),
    ).toEqual([expect.stringContaining('on 1 of 2 nodes, not on worker-1:')]);
  });

  it('is not made by a policy that removes it', () => {
    const gone: any = policy(1085);
    gone.spec.desiredState.interfaces[2].state = 'absent';
    expect(
      codes([network()], { live: live({ policies: fact(gone) }) }),
    ).toEqual(['error network-bridge-missing']);
  });
});

describe('the VLAN of a network', () => {
  it.each([0, 4095, '1085', 1085.5, true])('must not be %p', vlan => {
    expect(
      codes([network({ vlan, preserveDefaultVlan: false })], knownFacts),
    ).toEqual(['error network-vlan']);
  });

  it('must be a number', () => {
    expect(
      codes([network({ vlan: 7, preserveDefaultVlan: false })], knownFacts),
    ).toEqual([]);
  });
});

describe('the MTU of a network', () => {
  it.each([
    ['what the node has', 1500, knownFacts, []],
    ['more', 9000, knownFacts, ['error network-mtu']],
    ['a string', '1500', knownFacts, ['error network-mtu']],
    ['too little', 68, knownFacts, ['error network-mtu']],
    [
      'unknown',
      1500,
      { existing: knownFacts.existing, live: live({ nodes: fact() }) },
      ['warning network-mtu'],
    ],
  ])('is %s', (_what, mtu, facts, expected) => {
    expect(codes([network({ mtu })], facts)).toEqual(expected);
  });

  it('names the places with a smaller MTU', () => {
    expect(findings([network({ mtu: 9000 })], knownFacts)).toEqual([
      'error network-mtu: found 9000, allowed: at most 1500, as "bridge-1085" has no more on worker-1; longer frames are dropped',
    ]);
    const existing = {
      source: 'main',
      objects: [policy(1085, { mtu: 1400 })],
    };
    expect(
      findings([network({ mtu: 1500 })], { ...knownFacts, existing }),
    ).toEqual([
      expect.stringContaining(
        'at most 1400, as "bridge-1085" has no more by vlan-1085-policy-c7000;',
      ),
    ]);
  });

  it('is compared with a policy of the same change that raises it', () => {
    const raised = [policy(1085, { mtu: 9000 }), network({ mtu: 9000 })];
    expect(codes(raised, knownFacts)).not.toContain('error network-mtu');
  });
});

describe('an existing network', () => {
  const nad7 = () => network({ bridge: 'bridge-7' });
  const where = (...vms: ReturnType<typeof vm>[]) => ({
    existing: { source: 'main', objects: [policy(1085), nad7()] },
    live: live({ nodes: fact(), vms: fact(...vms) }),
  });

  it('is not changed while VMs use it', () => {
    const [finding] = findings([network()], where(vm(), vm({ name: 'web-2' })));
    expect(finding).toContain(
      'error network-in-use: found bridge "bridge-1085", otherwise than in main, and used by VirtualMachine/demo/web-1, VirtualMachine/demo/web-2:',
    );
  });

  it('finds VMs that write its namespace, and ignores networks of other namespaces', () => {
    expect(
      codes([network()], where(vm({ networkName: 'demo/nad-1085' }))),
    ).toEqual(['error network-in-use']);
    expect(
      codes([network()], where(vm({ networkName: 'other/nad-1085' }))),
    ).toEqual(['warning network-changes']);
  });

  it('causes only a warning if just a fork has a VM on it', () => {
    const source = 'request #7';
    const open = [{ source, isFromFork: true, objects: [vm()] }];
    expect(findings([network()], { ...where(), open })).toEqual([
      'warning network-changes: found bridge "bridge-1085", otherwise than in main; no VM is known to use it, but VirtualMachine/demo/web-1 in request #7 would',
    ]);
    expect(
      codes([network()], {
        ...where(),
        open: [{ ...open[0], isFromFork: false }],
      }),
    ).toEqual(['error network-in-use']);
  });

  it('causes only a warning if no VM uses it', () => {
    expect(codes([network()], where())).toEqual(['warning network-changes']);
    const blind = where();
    blind.live.vms = { known: false, because: 'of RBAC' };
    expect(codes([network()], blind)).toEqual([
      'warning network-changes',
      'warning not-checked',
    ]);
  });

  it.each([
    ['of another type', { type: 'macvlan', master: 'eno49' }, 'type "bridge"'],
    ['of OVN type', { type: 'ovn-k8s-cni-overlay' }, 'type "bridge"'],
  ])('must keep its destination: %s', (_what, config, change) => {
    const was = network({ ...config, bridge: undefined });
    const existing = { source: 'main', objects: [policy(1085), was] };
    expect(findings([network()], { ...where(vm()), existing })).toEqual([
      expect.stringContaining(`error network-in-use: found ${change}`),
    ]);
  });

  it('may be repaired if its configuration was unreadable', () => {
    const was = { ...network(), spec: { config: '{' } };
    const existing = { source: 'main', objects: [policy(1085), was] };
    expect(codes([network()], { ...where(vm()), existing })).toEqual([]);
  });

  it('may change settings that do not affect its destination', () => {
    const existing = { source: 'main', objects: [policy(1085), network()] };
    expect(
      codes([network({ macspoofchk: false })], { ...where(vm()), existing }),
    ).toEqual([]);
  });

  it('must keep its VLAN', () => {
    const existing = { source: 'main', objects: [policy(1085), network()] };
    expect(
      codes([network({ vlan: 7, preserveDefaultVlan: false })], {
        ...where(vm()),
        existing,
      }),
    ).toEqual(['error network-in-use']);
  });
});
