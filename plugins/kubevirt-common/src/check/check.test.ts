import { siteData } from 'kubevirt-vlan-test-kit';
import { KubeObject } from '../model/kubeObject';
import { parseSite } from '../model/site';
import { site } from '../__testUtils__/samples';
import { Facts } from '../model/facts';
import { check } from './check';
import * as kit from './__testUtils__/cluster';

// Other suites run on the same two cores, so the limit leaves room.
jest.setTimeout(60_000);

const { bridgeOnNode, fact, live, nodeState } = kit;

// `any`, because the tests take parts of these objects away.
const policy = (): any => kit.policy(1085);
/** The seed's network; another `config` leaves its name and annotation as they are. */
const network = (config: object = {}): any => {
  const seed: any = kit.network({ macspoofchk: true });
  const written = JSON.parse(seed.spec.config);
  return {
    ...seed,
    spec: { config: JSON.stringify({ ...written, ...config }) },
  };
};
const vm = (): any => kit.vm();

const facts: Facts = {
  cluster: 'demo',
  existing: { source: 'main', objects: [network(), policy()] },
  live: live({
    nodeStates: fact(nodeState('worker-1', bridgeOnNode(1085))),
  }),
};
/** The same manifests without the network. */
const without: Facts = {
  ...facts,
  existing: { source: 'main', objects: [policy()] },
};
/** Facts of a run that read nothing. */
const bare: Facts = { cluster: 'demo' };
const changed = (object: any, change: (object: any) => void): KubeObject => {
  change(object);
  return object;
};
const codes = (object: KubeObject, where = facts) =>
  check([object], where, site).map(
    finding => `${finding.level} ${finding.code} ${finding.field}`,
  );

const ifaces = (p: any) => p.spec.desiredState.interfaces;
const FIELD = 'spec.desiredState.interfaces';
const VM = 'spec.template.spec';
const vmSpec = (v: any) => v.spec.template.spec;

describe('check', () => {
  it('reports nothing for correct manifests', () => {
    expect(check([policy(), network(), vm()], facts, site)).toEqual([]);
  });

  it('refuses unknown kinds', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a', namespace: 'demo' },
    };
    expect(check([secret], facts, site)).toEqual([
      {
        level: 'error',
        code: 'kind-unknown',
        object: 'Secret/demo/a',
        field: 'kind',
        message: expect.stringContaining(
          'found v1/Secret, allowed: nmstate.io',
        ),
      },
    ]);
  });

  it.each<[string, (p: any) => void, string[]]>([
    [
      'a name that is not a DNS label',
      p => (p.metadata.name = 'a.b'),
      ['error policy-name metadata.name'],
    ],
    [
      'every node',
      p => delete p.spec.nodeSelector,
      [
        'error policy-selector spec.nodeSelector',
        `error uplink ${FIELD}[0].name`,
        `error vlan-base ${FIELD}[1].vlan.base-iface`,
      ],
    ],
    [
      'a selector of no pool',
      p => (p.spec.nodeSelector.zone = 'a'),
      [
        'error policy-selector spec.nodeSelector',
        `error uplink ${FIELD}[0].name`,
        `error vlan-base ${FIELD}[1].vlan.base-iface`,
      ],
    ],
    [
      'no interfaces',
      p => (p.spec.desiredState = {}),
      [`error policy-empty ${FIELD}`],
    ],
    [
      'routes',
      p => (p.spec.desiredState.routes = { config: [] }),
      ['error policy-scope spec.desiredState.routes'],
    ],
    [
      'captures',
      p => (p.spec.capture = {}),
      ['error policy-scope spec.capture'],
    ],
    [
      'a long interface name',
      p => (ifaces(p)[2].name = 'linux-bridge-1085'),
      [`error interface-name ${FIELD}[2].name`],
    ],
    [
      'an interface twice',
      p => ifaces(p).push(ifaces(p)[0]),
      [`error interface-repeated ${FIELD}`],
    ],
    [
      'another type',
      p => (ifaces(p)[2].type = 'ovs-bridge'),
      [`error interface-type ${FIELD}[2].type`],
    ],
    [
      'a NIC that is not an uplink',
      p => (ifaces(p)[0].name = 'eno1'),
      [`error uplink ${FIELD}[0].name`],
    ],
    [
      'an uplink taken down',
      p => (ifaces(p)[0].state = 'absent'),
      [`error interface-state ${FIELD}[0].state`],
    ],
    [
      'an uplink with an address',
      p => (ifaces(p)[0].ipv4 = { enabled: true }),
      [`error interface-key ${FIELD}[0].ipv4`],
    ],
    ...[0, 4095, 1085.5, '1085', null].map<
      [string, (p: any) => void, string[]]
    >(id => [
      `VLAN ${JSON.stringify(id)}`,
      p => (ifaces(p)[1].vlan.id = id),
      [`error vlan-id ${FIELD}[1].vlan.id`],
    ]),
    [
      'VLAN 1',
      p => (ifaces(p)[1].vlan.id = 1),
      [`warning vlan-default ${FIELD}[1].vlan.id`],
    ],
    [
      'a VLAN that is not in the site configuration',
      p => (ifaces(p)[1].vlan.id = 7),
      [`warning vlan-unregistered ${FIELD}[1].vlan.id`],
    ],
    [
      'a VLAN on top of a bridge',
      p => (ifaces(p)[1].vlan['base-iface'] = 'bridge-1085'),
      [`error vlan-base ${FIELD}[1].vlan.base-iface`],
    ],
    [
      'one VLAN under two names',
      p => ifaces(p).push({ ...ifaces(p)[1], name: 'vlan1085' }),
      [
        `error vlan-twice ${FIELD}[1].vlan`,
        `error vlan-twice ${FIELD}[3].vlan`,
      ],
    ],
    [
      'another NIC in a bridge',
      p => (ifaces(p)[2].bridge.port = [{ name: 'eno1' }]),
      [`error bridge-port ${FIELD}[2].bridge.port`],
    ],
    [
      'two VLANs in a bridge',
      p => {
        ifaces(p).push({
          name: 'eno49.1090',
          type: 'vlan',
          state: 'up',
          vlan: { 'base-iface': 'eno49', id: 1090 },
        });
        ifaces(p)[2].bridge.port.push({ name: 'eno49.1090' });
      },
      [`error bridge-ports ${FIELD}[2].bridge.port`],
    ],
    [
      'a bridge that belongs to the node',
      p => (ifaces(p)[2].name = 'br-ex'),
      [`error interface-taken ${FIELD}[2].name`],
    ],
    [
      'an address on the bridge',
      p => (ifaces(p)[2].ipv4 = { enabled: true, dhcp: true }),
      [`error interface-address ${FIELD}[2].ipv4`],
    ],
    [
      'a VLAN that is taken away',
      p => (ifaces(p)[1].state = 'absent'),
      [`error interface-state ${FIELD}[1].state`],
    ],
    [
      'a state of an unexpected type',
      p => (ifaces(p)[1].state = { toString: 1, valueOf: 1 }),
      [`error interface-state ${FIELD}[1].state`],
    ],
    [
      'an unknown key',
      p => (ifaces(p)[1].ethtool = {}),
      [`error interface-key ${FIELD}[1].ethtool`],
    ],
    [
      'one port in two bridges',
      p => ifaces(p).push({ ...ifaces(p)[2], name: 'br-1' }),
      [
        `error bridge-port-twice ${FIELD}[2].bridge.port`,
        `error bridge-port-twice ${FIELD}[3].bridge.port`,
      ],
    ],
    [
      'an entry that is not an interface',
      p => ifaces(p).push('eno50'),
      [`error policy-empty ${FIELD}`],
    ],
    [
      'an interface without its VLAN',
      p => delete ifaces(p)[1].vlan,
      [
        `error vlan-id ${FIELD}[1].vlan.id`,
        `error vlan-base ${FIELD}[1].vlan.base-iface`,
      ],
    ],
    [
      'no maxUnavailable',
      p => delete p.spec.maxUnavailable,
      ['warning policy-max-unavailable spec.maxUnavailable'],
    ],
    [
      'a VLAN named like one of the node’s bridges',
      p => {
        ifaces(p)[1].name = 'br-ex';
        ifaces(p)[2].bridge.port = [{ name: 'br-ex' }];
      },
      [`error interface-taken ${FIELD}[1].name`],
    ],
    [
      'all nodes at a time',
      p => (p.spec.maxUnavailable = '100%'),
      ['warning policy-max-unavailable spec.maxUnavailable'],
    ],
    ['nothing in a few nodes', p => (p.spec.maxUnavailable = '10%'), []],
    [
      'a trunk bridge on the uplink',
      p => {
        ifaces(p).splice(1, 1);
        ifaces(p)[1].bridge.port = [{ name: 'eno49' }];
      },
      [`warning bridge-uplink ${FIELD}[1].bridge.port`],
    ],
    [
      'a bridge without a port',
      p => delete ifaces(p)[2].bridge,
      [`error bridge-ports ${FIELD}[2].bridge.port`],
    ],
  ])('finds in a policy: %s', (_what, change, expected) => {
    // Findings about unread facts have tests of their own.
    const found = codes(changed(policy(), change), bare);
    expect(found.filter(code => !/ not-checked /.test(code))).toEqual(expected);
  });

  const CONFIG = 'spec.config';
  it.each<[string, any, string[]]>([
    [
      'a reserved namespace',
      changed(network(), n => (n.metadata.namespace = 'default')),
      ['error network-namespace metadata.namespace'],
    ],
    [
      'no namespace',
      changed(network(), n => delete n.metadata.namespace),
      ['error network-namespace metadata.namespace'],
    ],
    [
      'JSON that is none',
      changed(network(), n => (n.spec.config = '{"name":')),
      [`error network-config ${CONFIG}`],
    ],
    [
      'JSON that is no object',
      changed(network(), n => (n.spec.config = '[]')),
      [`error network-config ${CONFIG}`],
    ],
    [
      'a configuration that is not a string',
      changed(network(), n => (n.spec.config = { name: 'nad-1085' })),
      [`error network-config ${CONFIG}`],
    ],
    [
      'an unknown type',
      network({ type: 'macvlan' }),
      [`error network-type ${CONFIG}.type`],
    ],
    [
      'a name other than the object’s',
      network({ name: 'other' }),
      [`warning network-name ${CONFIG}.name`],
    ],
    [
      'IPAM',
      network({ ipam: { type: 'whereabouts' } }),
      [`error network-ipam ${CONFIG}.ipam`],
    ],
    [
      'a VLAN without preserveDefaultVlan',
      network({ vlan: 1085 }),
      [`error network-default-vlan ${CONFIG}.preserveDefaultVlan`],
    ],
    [
      'no bridge',
      network({ bridge: undefined }),
      [`error network-bridge ${CONFIG}.bridge`],
    ],
    [
      'a bridge that differs from the resource annotation',
      network({ bridge: 'br-1' }),
      [
        `error network-bridge-missing ${CONFIG}.bridge`,
        'error network-resource metadata.annotations["k8s.v1.cni.cncf.io/resourceName"]',
      ],
    ],
    [
      'a bridge that belongs to the node',
      network({ bridge: 'br-ex' }),
      [`error network-bridge ${CONFIG}.bridge`],
    ],
    [
      'a type of an unexpected type',
      network({ type: { toString: 1, valueOf: 1 } }),
      [`error network-type ${CONFIG}.type`],
    ],
    ['nothing without an IPAM', network({ ipam: undefined }), []],
    [
      'nothing wrong with a plugin list that has a bridge',
      changed(network(), n => {
        const { name, cniVersion, ...plugin } = JSON.parse(n.spec.config);
        n.spec.config = JSON.stringify({
          name,
          cniVersion,
          plugins: [plugin, { type: 'tuning' }],
        });
      }),
      [],
    ],
    ...[
      [{ type: 'bridge', bridge: 'br-1' }],
      [{ type: 'macvlan', master: 'eno49' }],
    ].map<[string, any, string[]]>(more => [
      `more plugins: ${JSON.stringify(more)}`,
      changed(network(), n => {
        const { name, cniVersion, ...plugin } = JSON.parse(n.spec.config);
        n.spec.config = JSON.stringify({
          name,
          cniVersion,
          plugins: [plugin, ...more],
        });
      }),
      [`error network-type ${CONFIG}.type`],
    ]),
    [
      'no resource annotation',
      changed(network(), n => delete n.metadata.annotations),
      [
        'error network-resource metadata.annotations["k8s.v1.cni.cncf.io/resourceName"]',
      ],
    ],
  ])('finds in a network: %s', (_what, object, expected) => {
    expect(codes(object, without)).toEqual(expected);
  });

  it('requires a network to use the bridge of the policy beside it', () => {
    const other = network({ bridge: 'bridge-1090' });
    other.metadata.annotations['k8s.v1.cni.cncf.io/resourceName'] =
      'bridge.network.kubevirt.io/bridge-1090';
    expect(
      check([policy(), other], without, site).map(({ code }) => code),
    ).toEqual(['network-bridge-other']);
  });

  it('warns about a change to an object that others depend on', () => {
    const [finding, ...rest] = check(
      [changed(policy(), p => (p.spec.maxUnavailable = 2))],
      facts,
      site,
    );
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      level: 'warning',
      code: 'changes-existing',
      field: 'spec.maxUnavailable',
    });
  });

  it('refuses to change the VM of another owner', () => {
    const owned = (owner: string | undefined) =>
      changed(vm(), v => {
        v.metadata.annotations = { 'kubevirt-vlan.backstage.io/owner': owner };
      });
    const where = (was: string | undefined): Facts => ({
      ...facts,
      existing: { source: 'main', objects: [network(), owned(was)] },
    });
    expect(codes(owned('group:default/b'), where('group:default/a'))).toEqual([
      'error vm-owner metadata.annotations["kubevirt-vlan.backstage.io/owner"]',
    ]);
    expect(codes(owned('group:default/a'), where('group:default/a'))).toEqual(
      [],
    );
    expect(codes(owned('group:default/a'), where(undefined))).toEqual([]);
  });

  it('keeps networks and VMs out of the namespaces that the site reserves', () => {
    const strict = parseSite({ ...siteData(), reservedNamespaces: ['demo'] });
    expect(
      check([network(), vm()], facts, strict).map(({ code }) => code),
    ).toEqual(['network-namespace', 'vm-namespace']);
  });

  it.each<[string, (v: any) => void, string[]]>([
    [
      'a reserved namespace',
      v => (v.metadata.namespace = 'kube-system'),
      [
        'error vm-namespace metadata.namespace',
        `warning vm-network-missing ${VM}.networks[0].multus.networkName`,
      ],
    ],
    [
      'running beside runStrategy',
      v => (v.spec.running = true),
      ['error vm-run-strategy spec.runStrategy'],
    ],
    [
      'running alone',
      v => {
        delete v.spec.runStrategy;
        v.spec.running = true;
      },
      ['warning vm-running-deprecated spec.running'],
    ],
    [
      'neither running nor runStrategy',
      v => delete v.spec.runStrategy,
      ['error vm-run-strategy spec.runStrategy'],
    ],
    [
      'a network without an interface',
      v => (vmSpec(v).domain.devices.interfaces = []),
      [`error vm-nic-unpaired ${VM}.networks`],
    ],
    [
      'an interface without a network',
      v => (vmSpec(v).networks = []),
      [`error vm-nic-unpaired ${VM}.domain.devices.interfaces`],
    ],
    [
      'a NIC twice',
      v => {
        vmSpec(v).networks.push(vmSpec(v).networks[0]);
        vmSpec(v).domain.devices.interfaces.push({ name: 'nic', bridge: {} });
      },
      [
        `error vm-nic-repeated ${VM}.networks`,
        `error vm-nic-repeated ${VM}.domain.devices.interfaces`,
      ],
    ],
    [
      'a multicast MAC address',
      v =>
        (vmSpec(v).domain.devices.interfaces[0].macAddress =
          '01:00:5e:00:00:01'),
      [`error vm-mac ${VM}.domain.devices.interfaces`],
    ],
    [
      'one MAC address on two NICs',
      v => {
        vmSpec(v).networks.push({ name: 'b', pod: {} });
        vmSpec(v).domain.devices.interfaces.push({
          name: 'b',
          masquerade: {},
          macAddress: '02:00:00:00:00:01',
        });
      },
      [`error vm-mac-taken ${VM}.domain.devices.interfaces`],
    ],
    [
      'another namespace’s network',
      v => (vmSpec(v).networks[0].multus.networkName = 'default/nad'),
      [`error vm-network-namespace ${VM}.networks[0].multus.networkName`],
    ],
    [
      'a network that does not exist',
      v => (vmSpec(v).networks[0].multus.networkName = 'nad-7'),
      [`warning vm-network-missing ${VM}.networks[0].multus.networkName`],
    ],
    [
      'nothing wrong with a network of its own namespace, written with the namespace',
      v => (vmSpec(v).networks[0].multus.networkName = 'demo/nad-1085'),
      [],
    ],
    [
      'nothing wrong with a MAC address with dashes',
      v =>
        (vmSpec(v).domain.devices.interfaces[0].macAddress =
          '02-00-00-00-00-01'),
      [],
    ],
    ['no template', v => delete v.spec.template, [`error vm-template ${VM}`]],
    ...[
      '#cloud-config\nusers:\n  - passwd: $6$abc\n',
      '#cloud-config\nchpasswd: {list: "root:hunter2"}\n',
      '#cloud-config\n"password": x\n',
      '#cloud-config\npassword: a\npassword: b\n',
      '#cloud-config\na: b\n---\npassword: a\n',
      'MIME-Version: 1.0\n\n#cloud-config\npassword: a\n',
      '-----BEGIN OPENSSH PRIVATE KEY-----\n',
    ].map<[string, (v: any) => void, string[]]>(userData => [
      `a secret: ${JSON.stringify(userData)}`,
      v => (vmSpec(v).volumes[0].cloudInitNoCloud.userData = userData),
      [`error vm-cloud-init-secret ${VM}.volumes[0].cloudInitNoCloud.userData`],
    ]),
    [
      'a secret in base64, in a config drive',
      v =>
        (vmSpec(v).volumes[0] = {
          cloudInitConfigDrive: { userDataBase64: btoa('password: x') },
        }),
      [
        `error vm-cloud-init-secret ${VM}.volumes[0].cloudInitConfigDrive.userData`,
      ],
    ],
    [
      'nothing wrong with passwords that do not expire',
      v =>
        (vmSpec(v).volumes[0].cloudInitNoCloud.userData =
          '#cloud-config\nchpasswd: { expire: false }\n'),
      [],
    ],
    [
      'nothing wrong with a script',
      v =>
        (vmSpec(v).volumes[0].cloudInitNoCloud.userData =
          '#!/bin/sh\necho "a: b: c"\n'),
      [],
    ],
    [
      'user data of 90,000 bytes',
      v =>
        (vmSpec(v).volumes[0].cloudInitNoCloud.userData = '\n'.repeat(90_000)),
      [`error vm-cloud-init-size ${VM}.volumes[0].cloudInitNoCloud.userData`],
    ],
    [
      'user data over 2048 bytes',
      v => (vmSpec(v).volumes[0].cloudInitNoCloud.userData = 'é'.repeat(1025)),
      [`error vm-cloud-init-size ${VM}.volumes[0].cloudInitNoCloud.userData`],
    ],
    [
      'a password',
      v =>
        (vmSpec(v).volumes[0].cloudInitNoCloud.userData =
          '#cloud-config\npassword: x\n'),
      [`error vm-cloud-init-secret ${VM}.volumes[0].cloudInitNoCloud.userData`],
    ],
    [
      'network data alone',
      v => (vmSpec(v).volumes[0].cloudInitNoCloud = { networkData: 'x' }),
      [`error vm-cloud-init-user-data ${VM}.volumes[0].cloudInitNoCloud`],
    ],
  ])('finds in a VM: %s', (_what, change, expected) => {
    expect(codes(changed(vm(), change))).toEqual(expected);
  });

  it('finds a MAC address that another VM of the cluster has', () => {
    const other = changed(vm(), v => {
      v.metadata.name = 'web-2';
      vmSpec(v).domain.devices.interfaces[0].macAddress = '02-00-00-00-00-01';
    });
    const where = { ...facts, live: live({ vms: fact(vm(), other) }) };
    expect(check([vm()], where, site)).toMatchObject([
      {
        code: 'vm-mac-taken',
        message: expect.stringContaining(
          'which VirtualMachine/demo/web-2 in cluster demo has',
        ),
      },
    ]);
  });

  it('compares with the VMs of the change, not with the versions that they replace', () => {
    const other = changed(vm(), v => (v.metadata.name = 'web-2'));
    const moved = changed(vm(), v => {
      v.metadata.name = 'web-2';
      vmSpec(v).domain.devices.interfaces[0].macAddress = '02:00:00:00:00:02';
    });
    const where = { ...facts, live: live({ vms: fact(other) }) };
    expect(check([vm(), moved], where, site)).toEqual([]);
  });

  it('finds a MAC address that another VM has, and names it', () => {
    const other = changed(vm(), v => (v.metadata.name = 'web-2'));
    const [finding] = check(
      [vm()],
      {
        cluster: 'demo',
        existing: { source: 'main', objects: [network(), vm(), other] },
      },
      site,
    );
    expect(finding).toMatchObject({ code: 'vm-mac-taken' });
    expect(finding.message).toContain('VirtualMachine/demo/web-2');
  });

  it('reports what it could not check', () => {
    expect(codes(vm(), { cluster: 'demo' })).toEqual([
      `warning vm-network-unchecked ${VM}.networks[0].multus.networkName`,
      'warning not-checked metadata.name',
    ]);
  });

  it.each(['live', 'existing'] as const)(
    'finds the network of a VM when only one source was read: %s',
    place => {
      const both: Facts = {
        ...facts,
        live: live({ networks: fact(network()) }),
      };
      expect(codes(vm(), { ...both, [place]: undefined })).not.toContain(
        `warning vm-network-missing ${VM}.networks[0].multus.networkName`,
      );
      const live0 = { ...facts, existing: undefined };
      expect(codes(vm(), live0)).toEqual([
        `warning vm-network-missing ${VM}.networks[0].multus.networkName`,
      ]);
    },
  );

  it('finds a network that an open request proposes', () => {
    const open = [{ source: 'request #1', objects: [network()] }];
    expect(codes(vm(), { ...without, open })).toEqual([
      `warning vm-network-proposed ${VM}.networks[0].multus.networkName`,
    ]);
  });

  it('does not throw for objects of any shape', () => {
    for (const { apiVersion, kind } of [policy(), network(), vm()]) {
      for (const spec of [undefined, null, 7, 'x', [], { template: [] }]) {
        const object = { apiVersion, kind, metadata: { name: 'a' }, spec };
        expect(() => check([object], facts, site)).not.toThrow();
      }
    }
  });
});
