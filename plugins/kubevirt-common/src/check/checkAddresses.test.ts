import { KubeObject } from '../model/kubeObject';
import { Site } from '../model/site';
import { site } from '../__testUtils__/samples';
import {
  codes as allCodes,
  bridgeOnNode,
  fact,
  findings as allFindings,
  live,
  network,
  nodeState,
  policy,
  vm,
} from './__testUtils__/cluster';
import { staticAddresses } from '../manifests/staticAddresses';

const MAC = '02:00:00:00:00:01';
const v2 = (address: string, macaddress = MAC) =>
  `version: 2\nethernets:\n  a:\n    match: { macaddress: "${macaddress}" }\n    addresses: [${address}]\n`;
const v1 = (address: string, mac = MAC) =>
  `version: 1\nconfig:\n  - type: physical\n    name: eth0\n    mac_address: "${mac}"\n    subnets: [{ type: static, address: ${address} }]\n`;
const knownFacts = {
  existing: {
    source: 'main',
    objects: [policy(1085), policy(1090), network(), networkOf(1090)],
  },
  live: live(),
};

function networkOf(id: number): KubeObject {
  return network({ name: `nad-${id}`, bridge: `bridge-${id}` });
}

const about = (finding: string) =>
  /vm-address|not-checked: .*another VM/.test(finding);
const codes: typeof allCodes = (...args) => allCodes(...args).filter(about);
const findings: typeof allFindings = (...args) =>
  allFindings(...args).filter(about);
const withReserved = (...reserved: string[]): Site => {
  const { demo } = site.clusters;
  const vlans = demo.vlans.map(vlan => ({ ...vlan, reserved }));
  return { ...site, clusters: { demo: { ...demo, vlans } } };
};

describe('static addresses', () => {
  it.each([
    ['version 2', v2('10.6.85.20/24')],
    ['version 1', v1('10.6.85.20/24')],
    ['version 1 without prefix', v1('10.6.85.20')],
    [
      'under the key "network"',
      `network:\n${v2('10.6.85.20/24').replace(/^/gm, '  ')}`,
    ],
    ['another spelling', v2('10.6.85.20/24', '02-00-00-00-00-01')],
    ['with options', v2('{ "10.6.85.20/24": { lifetime: 0 } }')],
  ])('are read: %s', (_what, networkData) => {
    expect(staticAddresses(vm({ networkData }))).toMatchObject([
      { address: '10.6.85.20', nic: 'nic' },
    ]);
    expect(codes([vm({ networkData })], knownFacts)).toEqual([]);
  });

  it('are read from base64, but not from data that KubeVirt refuses', () => {
    const withData = (cloudInit: object) => {
      const machine: any = vm();
      machine.spec.template.spec.volumes[0].cloudInitNoCloud = cloudInit;
      return staticAddresses(machine);
    };
    const data = v2('10.6.85.20/24');
    expect(withData({ networkDataBase64: btoa(data) })).toHaveLength(1);
    expect(withData({ networkDataBase64: '%' })).toEqual([]);
    expect(withData({ networkData: data + '#'.repeat(2048) })).toEqual([]);
    expect(withData({ networkData: ': : {' })).toEqual([]);
  });

  it.each([
    ['10.6.86.20/24', 'is outside the subnet 10.6.85.0/24'],
    ['2001:db8::1/64', 'is outside the subnet 10.6.85.0/24'],
    ['10.6.85.0/24', 'is the network address of 10.6.85.0/24'],
    ['10.6.85.255/24', 'is the broadcast address of 10.6.85.0/24'],
    ['10.6.85.1/24', 'is the gateway of 10.6.85.0/24'],
  ])(
    "must be host addresses of the VLAN's subnet: %s %s",
    (address, problem) => {
      expect(
        findings([vm({ networkData: v2(`"${address}"`) })], knownFacts),
      ).toEqual([
        `error vm-address-subnet: found ${
          address.split('/')[0]
        }, which ${problem}; allowed on VLAN 1085: a free host address of 10.6.85.0/24`,
      ]);
    },
  );

  it('must not be reserved by the site', () => {
    const machine = vm({ networkData: v2('10.6.85.20/24') });
    const reserved = withReserved('10.6.85.9', '10.6.85.16/29');
    expect(findings([machine], knownFacts, reserved)).toEqual([
      'error vm-address-reserved: found 10.6.85.20, which the site reserves on VLAN 1085 (10.6.85.16/29); allowed: an address outside 10.6.85.9, 10.6.85.16/29',
    ]);
    expect(
      codes([machine], knownFacts, withReserved('10.6.85.21-10.6.85.30', 'x')),
    ).toEqual([]);
  });

  it('cause a warning if the VLAN or the NIC is not known', () => {
    const machine = vm({ networkData: v2('10.6.85.20/24') });
    const nowhere = { ...knownFacts, existing: undefined };
    expect(findings([machine], nowhere)).toEqual([
      expect.stringContaining('the VLAN of NIC "nic" is not known'),
    ]);
    const unknownNic = vm({
      networkData: v2('10.6.85.20/24', '02:00:00:00:00:09'),
    });
    expect(findings([unknownNic], knownFacts)).toEqual([
      expect.stringContaining('cloud-init does not say which NIC that is'),
    ]);
    const foreign = network({
      bridge: 'br-trunk',
      vlan: 7,
      preserveDefaultVlan: false,
    });
    expect(findings([foreign, machine], knownFacts)).toEqual([
      expect.stringContaining('the site lists no subnet for VLAN 7'),
    ]);
  });

  it('are checked with the VLAN that the nodes report', () => {
    const facts = {
      live: live({
        networks: fact(network()),
        nodeStates: fact(nodeState('worker-1', bridgeOnNode(1085))),
      }),
    };
    expect(codes([vm({ networkData: v2('10.6.90.20/24') })], facts)).toEqual([
      'error vm-address-subnet',
    ]);
  });
});

describe('an address of another VM', () => {
  const MAC2 = '02:00:00:00:00:02';
  const machine = vm({ networkData: v2('10.6.85.20/24') });
  const other = (networkData: string, networkName = 'nad-1085') =>
    vm({ name: 'web-2', macAddress: MAC2, networkData, networkName });

  it.each([
    ['in the cluster', (o: KubeObject) => ({ live: live({ vms: fact(o) }) })],
    [
      'in another request',
      (o: KubeObject) => ({ open: [{ source: 'request #1', objects: [o] }] }),
    ],
  ])('is refused: %s', (_where, where) => {
    const taken = other(v1('10.6.85.20/24', MAC2));
    expect(findings([machine], { ...knownFacts, ...where(taken) })).toEqual([
      expect.stringContaining(
        'error vm-address-taken: found 10.6.85.20, which VirtualMachine/demo/web-2 in ',
      ),
    ]);
    expect(
      codes([machine], {
        ...knownFacts,
        ...where(other(v2('10.6.85.21', MAC2))),
      }),
    ).toEqual([]);
  });

  it('is refused within one change, and within one VM', () => {
    const taken = other(v2('10.6.85.20/24', MAC2));
    expect(codes([machine, taken], knownFacts)).toEqual([
      'error vm-address-taken',
      'error vm-address-taken',
    ]);
    const twice = vm({ networkData: v2('10.6.85.20/24, 10.6.85.20/24') });
    expect(codes([twice], knownFacts)).toContain('error vm-address-taken');
  });

  it('is accepted on another VLAN', () => {
    const elsewhere = other(v2('10.6.85.20/24', MAC2), 'nad-1090');
    expect(
      codes([machine], { ...knownFacts, live: live({ vms: fact(elsewhere) }) }),
    ).toEqual([]);
  });

  it('is not compared with an older version of the same VM', () => {
    expect(
      codes([machine], { ...knownFacts, live: live({ vms: fact(machine) }) }),
    ).toEqual([]);
  });

  it('causes a warning if the VMs were not read', () => {
    const vms = { known: false as const, because: 'of RBAC' };
    expect(findings([machine], { ...knownFacts, live: live({ vms }) })).toEqual(
      [
        'warning not-checked: not checked: whether another VM has its MAC addresses; whether another VM has its addresses; because of RBAC',
      ],
    );
  });

  it('is only a warning if it comes from a fork', () => {
    const source = 'request #7 (https://git.example.com/pr/7)';
    const taken = other(v2('10.6.85.20/24', MAC2));
    const open = [{ source, isFromFork: true, objects: [taken] }];
    expect(findings([machine], { ...knownFacts, open })).toEqual([
      `warning vm-address-taken: found 10.6.85.20, which VirtualMachine/demo/web-2 in ${source} has; allowed: an address that no other NIC of its VLAN has`,
    ]);
    expect(
      codes([machine], {
        ...knownFacts,
        open,
        live: live({ vms: fact(taken) }),
      }),
    ).toEqual(['error vm-address-taken', 'warning vm-address-taken']);
  });

  it('keeps its VLAN whatever a fork proposes', () => {
    const elsewhere = other(v2('10.6.85.20/24', MAC2), 'nad-1090');
    const bridge = policy(1085) as any;
    bridge.metadata.name = 'other';
    bridge.spec.desiredState.interfaces[1].vlan.id = 1090;
    const open = (isFromFork: boolean) => [
      { source: 'request #7', isFromFork, objects: [bridge] },
    ];
    const facts = { ...knownFacts, live: live({ vms: fact(elsewhere) }) };
    expect(codes([machine], { ...facts, open: open(true) })).toEqual([]);
    // Requests from the repository itself are trusted.
    expect(codes([machine], { ...facts, open: open(false) })).not.toEqual([]);
  });
});

describe('a MAC address of another VM', () => {
  const macs: typeof allFindings = (...args) =>
    allFindings(...args).filter(finding => finding.includes('vm-mac-taken'));
  const taken = vm({ name: 'web-2' });
  const fork = (name: string) => ({
    source: name,
    isFromFork: true,
    objects: [taken],
  });

  it('is only a warning if it comes from a fork', () => {
    const source = 'request #7 (https://git.example.com/pr/7)';
    expect(macs([vm()], { ...knownFacts, open: [fork(source)] })).toEqual([
      `warning vm-mac-taken: found macAddress "${MAC}", which VirtualMachine/demo/web-2 in ${source} has; allowed: an address that no other VM has`,
    ]);
  });

  it.each([
    ['in the cluster', { live: live({ vms: fact(taken) }), open: [] }],
    [
      'in a request of the repository itself',
      { open: [{ source: 'request #8', objects: [taken] }] },
    ],
  ])('is refused once, whatever forks propose: %s', (_where, facts) => {
    const open = [fork('request #7'), ...facts.open, fork('request #9')];
    expect(macs([vm()], { ...knownFacts, ...facts, open })).toEqual([
      expect.stringMatching(/^error .* in (cluster demo|request #8) has;/),
    ]);
  });
});
