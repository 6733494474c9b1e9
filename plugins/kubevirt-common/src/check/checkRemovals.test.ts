import { site } from '../__testUtils__/samples';
import { Facts } from '../model/facts';
import { KubeObject } from '../model/kubeObject';
import { Removal } from '../model/removal';
import { CLUSTER, fact, live } from './__testUtils__/cluster';
import { check } from './check';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const POLICY = 'vlan-1085-policy-c7000';
const entry = (name: string, type: string, state: string) => ({
  name,
  type,
  state,
});
const up = [
  {
    ...entry('eno49.1085', 'vlan', 'up'),
    vlan: { 'base-iface': 'eno49', id: 1085 },
  },
  {
    ...entry('bridge-1085', 'linux-bridge', 'up'),
    bridge: { port: [{ name: 'eno49.1085' }] },
  },
];
const absent = [
  entry('bridge-1085', 'linux-bridge', 'absent'),
  entry('eno49.1085', 'vlan', 'absent'),
];
const policy = (interfaces: object[], name = POLICY): KubeObject => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name },
  spec: {
    nodeSelector: { hardware: 'c7000' },
    maxUnavailable: 1,
    desiredState: { interfaces },
  },
});
const network = (name = 'nad-1085', bridge = 'bridge-1085'): KubeObject => ({
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { name, namespace: 'demo' },
  spec: {
    config: JSON.stringify({
      name,
      type: 'cnv-bridge',
      cniVersion: '0.3.1',
      bridge,
    }),
  },
});
const vm = (name = 'web-1', networkName = 'nad-1085'): KubeObject => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name, namespace: 'demo' },
  spec: {
    template: {
      spec: { networks: [{ name: 'nic', multus: { networkName } }] },
    },
  },
});
const object = ({ apiVersion, kind, metadata }: KubeObject): Removal => ({
  type: 'object',
  id: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name },
  path: 'x.yaml',
});
const interfaces = (...names: string[]): Removal => ({
  type: 'interfaces',
  policy: POLICY,
  interfaces: names,
});
const existing = (...objects: KubeObject[]): Partial<Facts> => ({
  existing: { source: 'branch main', objects },
});

const unread = { known: false as const, because: 'it may not be read' };
const partly = { ...fact(), partial: 'only namespace demo was read' };

/** The findings of some codes, `level code object: message`. */
const found = (options: {
  manifests?: KubeObject[];
  removals: Removal[];
  facts?: Partial<Facts>;
}) =>
  check(options.manifests ?? [], { cluster: 'demo', ...options.facts }, site, {
    removals: options.removals,
  })
    .filter(({ code }) => code !== 'not-checked')
    .map(
      ({ level, code, field, message }) =>
        `${level} ${code} ${field}: ${message}`,
    );

describe('state: absent', () => {
  const codes = (manifests: KubeObject[], removals: Removal[]) =>
    found({ manifests, removals })
      .map(text => text.split(':')[0])
      .filter(text => text.startsWith('error'));
  const both = interfaces('bridge-1085', 'eno49.1085');
  const STATE = 'error interface-state spec.desiredState.interfaces';

  it('passes for exactly the interfaces that are planned to be taken away', () => {
    expect(codes([policy(absent)], [both])).toEqual([]);
  });

  it.each([
    ['none is planned', [], [`${STATE}[0].state`, `${STATE}[1].state`]],
    [
      'one of two is planned',
      [interfaces('bridge-1085')],
      [`${STATE}[1].state`],
    ],
    [
      'it is planned for another policy',
      [{ ...both, policy: 'other' } as Removal],
      [`${STATE}[0].state`, `${STATE}[1].state`],
    ],
  ])('is refused where %s', (_when, removals, expected) => {
    expect(codes([policy(absent)], removals)).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each(['ethernet', 'vlan', 'linux-bridge'])(
    'is refused for an uplink, as %s, whatever is planned',
    type => {
      expect(
        codes(
          [policy([entry('eno49', type, 'absent')])],
          [interfaces('eno49')],
        ),
      ).toContain(`${STATE}[0].state`);
    },
  );

  it.each([
    ['up', up],
    ['not listed', [up[0]]],
  ])('is missed where a planned interface is %s', (_how, list) => {
    expect(codes([policy(list)], [interfaces('bridge-1085')])).toContain(STATE);
  });

  describe('and what the policy made', () => {
    const codesBeside = (facts: Partial<Facts>) =>
      found({ manifests: [policy(absent)], removals: [both], facts })
        .map(text => text.split(':')[0])
        .filter(text => text.startsWith('error interface-state'));
    const otherType = [entry('bridge-1085', 'bond', 'up'), up[0]];

    it.each([
      ['in the repository', existing(policy(up))],
      ['in the cluster', { live: live({ policies: fact(policy(up)) }) }],
      ['already absent', existing(policy(absent))],
    ])('passes if the existing policy has it: %s', (_how, facts) => {
      expect(codesBeside(facts)).toEqual([]);
    });

    it.each([
      ['does not have it', existing(policy([up[0]])), [`${STATE}[0].state`]],
      [
        'has it as another type',
        existing(policy(otherType)),
        [`${STATE}[0].state`],
      ],
      [
        'does not exist',
        existing(policy(up, 'other')),
        [`${STATE}[0].state`, `${STATE}[1].state`],
      ],
      [
        'does not exist in the cluster',
        { live: live() },
        [`${STATE}[0].state`, `${STATE}[1].state`],
      ],
    ])('is refused if the existing policy %s', (_how, facts, expected) => {
      expect(codesBeside(facts)).toEqual(expected);
    });

    it('says when nothing was read', () => {
      const all = check([policy(absent)], { cluster: 'demo' }, site, {
        removals: [both],
      });
      expect(all).toContainEqual(
        expect.objectContaining({
          code: 'not-checked',
          message: expect.stringContaining('whether the policy made what'),
        }),
      );
    });
  });

  it('takes no more than what names the interface', () => {
    const [bridge] = absent;
    expect(
      codes(
        [policy([{ ...bridge, ipv4: { enabled: true } }])],
        [interfaces('bridge-1085')],
      ),
    ).toEqual(['error interface-key spec.desiredState.interfaces[0].ipv4']);
  });
});

describe('the owner of a VM that is removed', () => {
  const OWNER = 'kubevirt-vlan.backstage.io/owner';
  const owned = (owner: string): KubeObject => {
    const { metadata, ...rest } = vm();
    return {
      ...rest,
      metadata: { ...metadata, annotations: { [OWNER]: owner } },
    };
  };
  const of = (owner?: string) => ({ ...object(vm()), owner } as Removal);
  const message = (wanted: string, source: string) =>
    `error vm-owner metadata.annotations["${OWNER}"]: this removes the VM for ${wanted}, but in ${source} it belongs to group:default/db; allowed: to remove a VM of the same owner`;
  const db = owned('group:default/db');
  const web = 'group:default/web';

  it.each([
    ['another one', of(web), existing(db), message(web, 'branch main')],
    ['not known', of(), existing(db), message('nobody', 'branch main')],
    [
      'another one in the cluster',
      of(web),
      { ...existing(owned(web)), live: live({ vms: fact(db) }) },
      message(web, CLUSTER),
    ],
  ])('is refused if it is %s', (_what, removal, facts, expected) => {
    expect(found({ removals: [removal], facts })).toEqual([expected]);
  });

  it.each([
    ['is the expected one', of('group:default/db'), db],
    ['is nobody', of(web), vm()],
  ])('passes if it %s', (_what, removal, there) => {
    const facts = existing(there);
    expect(found({ removals: [removal], facts })).toEqual([]);
  });
});

describe('removal-in-use', () => {
  const inUse = (...args: Parameters<typeof found>) =>
    found(...args).filter(text => text.includes('removal-in-use'));

  it('names the VMs on a network, of the repository and of the cluster', () => {
    const facts = {
      ...existing(network(), vm()),
      live: live({ vms: fact(vm('db-1'), vm('other', 'nad-1090')) }),
    };
    expect(inUse({ removals: [object(network())], facts })).toEqual([
      `error removal-in-use metadata.name: this takes away NetworkAttachmentDefinition/demo/nad-1085, which VirtualMachine/demo/web-1 (branch main), VirtualMachine/demo/db-1 (${CLUSTER}) still uses; allowed: to remove what nothing uses, so remove the users first, or with it`,
    ]);
  });

  it('says when the VMs were not read', () => {
    const all = check([], { cluster: 'demo' }, site, {
      removals: [object(network())],
    });
    expect(all).toMatchObject([
      {
        code: 'not-checked',
        object: 'NetworkAttachmentDefinition/demo/nad-1085',
        message: expect.stringContaining('whether a VM uses the network'),
      },
    ]);
  });

  it.each([
    ['the VMs', object(network('nad-a')), { vms: unread }],
    ['some of the VMs', object(network('nad-a')), { vms: partly }],
    ['the networks', object(policy(up)), { networks: unread }],
  ])(
    'is an error for a deletion in the cluster itself if it did not read %s',
    (_what, removal, facts) => {
      const objects = [network('nad-a', 'br-a'), policy(up)];
      const findings = check(
        [],
        {
          cluster: 'demo',
          existing: { source: CLUSTER, isCluster: true, objects },
          live: live(facts),
        },
        site,
        { removals: [removal] },
      );
      expect(findings.filter(({ level }) => level === 'error')).toMatchObject([
        { code: 'not-checked' },
      ]);
    },
  );

  it('says when a policy is not found and the policies were not read', () => {
    const all = check([], { cluster: 'demo' }, site, {
      removals: [object(policy(up))],
    });
    expect(all).toMatchObject([
      {
        code: 'not-checked',
        message: expect.stringContaining('which bridges the policy'),
      },
    ]);
  });

  it('passes where the users go with it, or move away', () => {
    const facts = existing(network(), vm());
    const removals = [object(vm()), object(network())];
    expect(inUse({ removals, facts })).toEqual([]);
    expect(
      inUse({
        manifests: [vm('web-1', 'nad-1090')],
        removals: [object(network())],
        facts,
      }),
    ).toEqual([]);
  });

  it.each([
    ['the policy', [object(policy(up))], []],
    [
      'the interfaces',
      [interfaces('bridge-1085', 'eno49.1085')],
      [policy(absent)],
    ],
  ])('names the networks on a bridge: %s', (_what, removals, manifests) => {
    const facts = existing(policy(up), network(), network('nad-a', 'br-a'));
    expect(inUse({ manifests, removals, facts })).toEqual([
      expect.stringContaining(
        'which NetworkAttachmentDefinition/demo/nad-1085 (branch main) still uses',
      ),
    ]);
    expect(
      inUse({ manifests, removals: [...removals, object(network())], facts }),
    ).toEqual([]);
  });

  it('passes for a policy whose bridge another policy makes too', () => {
    const facts = existing(policy(up), policy(up, 'other'), network());
    expect(inUse({ removals: [object(policy(up))], facts })).toEqual([]);
  });

  it('does not believe a fork that another policy makes the bridge', () => {
    const facts = {
      ...existing(policy(up), network()),
      open: [
        { source: 'request #1', isFromFork: true, objects: [policy(up, 'b')] },
      ],
    };
    expect(inUse({ removals: [object(policy(up))], facts })).toEqual([
      expect.stringContaining('error removal-in-use'),
    ]);
  });

  describe('with policies of other nodes', () => {
    const elsewhere = (list: object[]): KubeObject => ({
      ...policy(list, 'other'),
      spec: {
        nodeSelector: { hardware: 'dl380' },
        desiredState: { interfaces: list },
      },
    });
    const placed = (name: string, hardware: string): KubeObject => {
      const { spec, ...rest } = vm(name) as any;
      const nodeSelector = { hardware };
      return {
        ...rest,
        spec: { template: { spec: { ...spec.template.spec, nodeSelector } } },
      };
    };
    const here = {
      manifests: [policy(absent)],
      removals: [interfaces('bridge-1085', 'eno49.1085')],
    };
    const beside = (...objects: KubeObject[]) =>
      inUse({ ...here, facts: existing(policy(up), ...objects) });

    it('names the VMs that may run on these nodes', () => {
      expect(
        beside(
          ...[elsewhere(up), network(), vm('anywhere')],
          ...[placed('here', 'c7000'), placed('there', 'dl380')],
        ),
      ).toEqual([
        expect.stringContaining(
          'which VirtualMachine/demo/anywhere (branch main), VirtualMachine/demo/here (branch main) still uses',
        ),
      ]);
    });

    it('passes if every VM runs on the other nodes', () => {
      expect(
        beside(elsewhere(up), network(), placed('there', 'dl380')),
      ).toEqual([]);
    });

    it('passes for a bridge of the other nodes on an interface of the same name', () => {
      expect(beside(elsewhere([up[1]]))).toEqual([]);
    });
  });

  it('names the bridge that stays on a VLAN interface', () => {
    const manifests = [policy([up[1], absent[1]])];
    const removals = [interfaces('eno49.1085')];
    expect(inUse({ manifests, removals })).toEqual([
      expect.stringContaining(`which NodeNetworkConfigurationPolicy/${POLICY}`),
    ]);
  });

  it('counts an open change, and warns of a fork alone', () => {
    const open = (isFromFork: boolean) => ({
      open: [{ source: 'request #1', isFromFork, objects: [vm()] }],
    });
    const removals = [object(network())];
    expect(inUse({ removals, facts: open(false) })[0]).toMatch(/^error/);
    expect(inUse({ removals, facts: open(true) })[0]).toMatch(/^warning/);
  });
});
