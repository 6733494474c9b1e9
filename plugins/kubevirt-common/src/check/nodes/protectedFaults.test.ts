import fc from 'fast-check';
import {
  bridge,
  codes,
  factsOf,
  findingsOn,
  lines,
  nic,
  policyOf,
  vlan,
} from './__testUtils__/nodes';

const BOND = {
  eno1: { controller: 'bond0' },
  interfaces: [
    {
      name: 'bond0',
      type: 'bond',
      state: 'up',
      'mac-address': '48:df:37:00:00:01',
      'link-aggregation': { port: ['eno1'] },
    },
    { name: 'bond0.100', type: 'vlan', vlan: { 'base-iface': 'bond0', id: 7 } },
  ],
};
const ownVlan = {
  ...BOND,
  interfaces: [
    BOND.interfaces[0],
    { ...BOND.interfaces[1], ipv4: { address: [{ ip: '10.0.0.1' }] } },
  ],
};

const protectedIn = (
  policy: Parameters<typeof findingsOn>[0],
  facts = factsOf(),
  pool: Parameters<typeof findingsOn>[2] = {},
) =>
  codes(
    findingsOn(policy, facts, pool).filter(({ code }) =>
      code.startsWith('protected'),
    ),
  );
const onEntry = (entry: unknown, ...more: Parameters<typeof factsOf>) =>
  protectedIn(policyOf({ interfaces: [entry] }), factsOf(...more));

describe("the node's own network", () => {
  it('is reported with the reason and the nodes', () => {
    const facts = factsOf(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => ({ name })),
    );
    const policy = policyOf({
      interfaces: [bridge({ bridge: { port: [{ name: 'eno1' }] } })],
    });
    expect(lines(findingsOn(policy, facts))).toEqual([
      `error protected-interface interfaces[0].bridge.port[0].name: found "eno1", but eno1 has the default route, on a, b, c, d, e and 2 more, allowed: an interface that is not the node's own network, such as the uplink of the node pool; or an entry of name, type and state: up alone, which changes nothing`,
    ]);
  });

  it.each<[string, unknown, object?]>([
    [
      'its current type and state',
      { name: 'eno1', type: 'ethernet', state: 'up' },
    ],
    [
      'a description',
      { name: 'eno1', type: 'ethernet', state: 'up', description: 'eno1' },
    ],
    ['a bridge', bridge()],
    ['a VLAN that mentions it', vlan({ description: 'eno1' })],
  ])('is not affected by %s', (_, entry) => {
    expect(onEntry(entry)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['spaces', { name: ' eno1 ', type: 'ethernet', state: 'up' }, '.name'],
    ['a list', ['eno1'], ''],
    ['a text', 'eno1', ''],
    ['no name', { type: 'ethernet', state: 'up' }, '.name'],
    [
      'a number for a name',
      { name: 1, type: 'ethernet', state: 'up' },
      '.name',
    ],
    [
      'a dotted key',
      vlan({ 'vlan.base-iface': 'eno1' }),
      '["vlan.base-iface"]',
    ],
    ['a type in a list', { ...nic, type: ['eno1'] }, '.type[0]'],
    ['its MAC', vlan({ 'mac-address': '48-df-37-00-00-01' }), '.mac-address'],
    [
      'an address of the node',
      vlan({ ipv4: { address: [{ ip: '10.0.0.1/24' }] } }),
      '.ipv4.address[0].ip',
    ],
    ['a bridge of Open vSwitch', bridge({ name: 'br-ex1' }), '.name'],
    ['an identifier', { ...nic, identifier: 'pci-address' }, '.identifier'],
    ['no MAC', { ...nic, identifier: 'mac-address' }, '.identifier'],
    ['a capture', { ...nic, name: '{{ capture.nic }}' }, '.name'],
  ])('must not be named by %s', (_, entry, field) => {
    expect(onEntry(entry)).toContain(
      `error protected-interface interfaces[0]${field}`,
    );
  });

  it('must not be declared if NetworkManager does not manage it', () => {
    const entry = { name: 'eno1', type: 'ethernet', state: 'up' };
    expect(onEntry(entry, [{ eno1: { state: 'ignore' } }])).toEqual([
      'error protected-interface interfaces[0].name',
    ]);
  });

  it('is found by its permanent MAC and its alternative name', () => {
    const node = {
      eno1: {
        'permanent-mac-address': '48:DF:37:00:00:FF',
        'alt-names': [{ name: 'enx1' }],
      },
    };
    const byMac = {
      name: 'lan0',
      identifier: 'mac-address',
      'mac-address': '48:df:37:00:00:ff',
    };
    expect(onEntry(byMac, [node])).toHaveLength(1);
    expect(onEntry({ name: 'enx1', state: 'absent' }, [node])).toHaveLength(1);
  });

  describe('on a shared uplink', () => {
    const shared = { uplink: 'bond0', sharedUplink: true };
    const onBond = (more: object = {}) =>
      policyOf({
        interfaces: [
          vlan({ vlan: { 'base-iface': 'bond0', id: 1085 }, ...more }),
        ],
      });

    it.each<[string, object, typeof shared | { uplink: string }, number]>([
      ['is left alone by a VLAN', {}, shared, 0],
      ['is refused where the pool does not say so', {}, { uplink: 'bond0' }, 1],
      [
        'is refused if the pool does not share its uplink',
        {},
        { ...shared, sharedUplink: false },
        1,
      ],
      [
        'is refused on a NIC that is not the uplink',
        {},
        { ...shared, uplink: 'eno49' },
        1,
      ],
      ['keeps a VLAN that is to go', { state: 'absent' }, shared, 1],
      ['takes no VXLAN', { type: 'vxlan' }, shared, 1],
    ])('%s', (_, more, pool, count) => {
      expect(protectedIn(onBond(more), factsOf([BOND]), pool)).toHaveLength(
        count,
      );
    });

    it.each([7, '7', '0x7'])('keeps the VLAN %p of the node itself', id => {
      const policy = onBond({ vlan: { 'base-iface': 'bond0', id } });
      expect(protectedIn(policy, factsOf([ownVlan]), shared)).toEqual([
        'error protected-interface interfaces[0].vlan.id',
      ]);
      expect(protectedIn(policy, factsOf([BOND]), shared)).toEqual([]);
    });
  });

  it.each<[string, object, string[]]>([
    ['routes', { routes: {} }, ['routes']],
    ['an unknown key', { new: 1 }, ['new']],
    ['a mapping for interfaces', { interfaces: {} }, ['interfaces']],
    ['OVN', { ovn: 'x' }, ['ovn']],
    [
      'an existing mapping',
      { ovn: { 'bridge-mappings': [{ localnet: 'own', bridge: 'br-ex' }] } },
      [],
    ],
    [
      'a mapping to a bridge of its own',
      { ovn: { 'bridge-mappings': [{ localnet: 'new', bridge: 'ovs-br1' }] } },
      [],
    ],
    [
      'mappings that are changed or removed',
      {
        ovn: {
          'bridge-mappings': [
            { localnet: 'own', bridge: 'ovs-br1' },
            { localnet: 'own', bridge: 'br-ex', state: 'absent' },
            { localnet: 'new', bridge: 'br-ex' },
            { localnet: 'new', bridge: 'eno1' },
            null,
          ],
        },
      },
      [0, 1, 2, 3, 4].map(i => `ovn.bridge-mappings[${i}]`),
    ],
  ])('includes more than interfaces: %s', (_, desiredState, fields) => {
    const node = {
      mappings: [{ localnet: 'own', bridge: 'br-ex' }],
      interfaces: [
        { name: 'br-ex', type: 'ovs-bridge' },
        { name: 'ovs-br1', type: 'ovs-bridge' },
      ],
    };
    expect(protectedIn(policyOf(desiredState), factsOf([node]))).toEqual(
      fields.map(field => `error protected-scope ${field}`),
    );
  });

  it('must not be captured', () => {
    expect(
      protectedIn(policyOf({ interfaces: [] }, { capture: { a: 'b' } })),
    ).toEqual(['error protected-scope spec.capture']);
    expect(protectedIn(policyOf('interfaces: []'))).toEqual([
      'error protected-scope spec.desiredState',
    ]);
  });

  it('is checked in policies of any shape', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({ name: fc.jsonValue(), type: fc.jsonValue() }),
      fc.record({
        name: fc.string(),
        type: fc.constantFrom('vlan', 'linux-bridge', 'ethernet'),
        state: fc.constantFrom('up', 'absent', null),
        mtu: fc.jsonValue(),
        vlan: fc.oneof(
          fc.jsonValue(),
          fc.record({
            'base-iface': fc.constantFrom('eno49', 'eno1', 1, null),
            id: fc.oneof(
              fc.jsonValue(),
              fc.constant({ toString: 1, valueOf: 1 }),
            ),
          }),
        ),
        bridge: fc.oneof(
          fc.jsonValue(),
          fc.record({ port: fc.array(fc.jsonValue()) }),
        ),
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ interfaces: fc.array(entry) })),
        fc.jsonValue(),
        (desiredState, nodeSelector) => {
          const facts = factsOf([{}, { name: 'worker-2', ...ownVlan }]);
          findingsOn(policyOf(desiredState), facts);
          findingsOn(policyOf(desiredState, { nodeSelector }), facts, {
            sharedUplink: true,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is checked in policies of any depth', () => {
    let deep: unknown = 'eno1';
    for (let i = 0; i < 20_000; i++) {
      deep = [deep];
    }
    expect(onEntry({ ...nic, deep })).toHaveLength(1);
    expect(onEntry(vlan({ mtu: deep }))).toHaveLength(1);
    const selected = policyOf({}, { nodeSelector: { hardware: deep } });
    expect(codes(findingsOn(selected, factsOf()))).toEqual([
      'error selector-none spec.nodeSelector',
    ]);
  });
});
