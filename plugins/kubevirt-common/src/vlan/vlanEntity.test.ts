import fc from 'fast-check';
import { vlanEntityData } from 'kubevirt-vlan-test-kit';
import { parseVlanEntity } from './vlanEntity';

const parse = (more: Parameters<typeof vlanEntityData>[0]) => () =>
  parseVlanEntity(vlanEntityData(more));

describe('parseVlanEntity', () => {
  it('returns all fields, with full references in lower case', () => {
    expect(
      parse({ vlan: { allowedGroups: ['Platform', 'group:ops/SRE'] } })(),
    ).toEqual({
      ref: 'resource:default/vlan-1085',
      id: 1085,
      description: 'Bare-metal provisioning',
      owner: 'group:default/network',
      clusters: ['demo'],
      subnet: '10.6.85.0/24',
      gateway: '10.6.85.1',
      dns: ['10.6.0.53'],
      reserved: ['10.6.85.1-10.6.85.19', '10.6.85.240/28', '10.6.85.77'],
      nodePools: ['c7000'],
      allowedGroups: ['group:default/platform', 'group:ops/sre'],
      allowedNamespaces: ['demo'],
    });
  });

  it('fills in the defaults', () => {
    expect(
      parse({
        spec: {
          owner: 'user:jane',
          vlan: { id: 1085, allowedNamespaces: ['*'] },
        },
        metadata: { description: undefined, namespace: 'default' },
      })(),
    ).toEqual({
      ref: 'resource:default/vlan-1085',
      id: 1085,
      owner: 'user:default/jane',
      dns: [],
      reserved: [],
      allowedGroups: [],
      allowedNamespaces: ['*'],
    });
  });

  it('names the entity, the field, what was found and what is allowed', () => {
    expect(parse({ vlan: { id: '1085' } })).toThrow(
      'resource:default/vlan-1085 is not a valid VLAN: spec.vlan.id: found "1085" (string), allowed: an integer from 1 to 4094; correct it in the file',
    );
  });

  it.each<[string, Parameters<typeof vlanEntityData>[0], string]>([
    [
      'an owner that is not a reference',
      { spec: { owner: 'a:b:c' } },
      'spec.owner: found "a:b:c" (string), allowed:',
    ],
    ['another kind', { kind: 'Component' }, 'kind: found "Component"'],
    ['another spelling of the kind', { kind: 'resource' }, 'kind: found'],
    ['another type', { spec: { type: 'VLAN' } }, 'spec.type: found "VLAN"'],
    [
      'the name of another id',
      { metadata: { name: 'vlan-1086' } },
      'metadata.name: found "vlan-1086" (string), allowed: "vlan-1085"',
    ],
    [
      'a name with a suffix',
      { metadata: { name: 'vlan-1085-demo' } },
      'metadata.name: found',
    ],
    [
      'a name in capitals',
      { metadata: { name: 'VLAN-1085' } },
      'metadata.name',
    ],
    [
      'another catalog namespace',
      { metadata: { namespace: 'network' } },
      'metadata.namespace: found "network" (string), allowed: "default"',
    ],
    ['no owner', { spec: { owner: undefined } }, 'spec.owner: found nothing'],
    [
      'an owner that is neither a group nor a user',
      { spec: { owner: 'component:default/network' } },
      'spec.owner: found "component:default/network" (string), allowed: a group or a user',
    ],
    [
      'an allowed group that is a user',
      { vlan: { allowedGroups: ['user:default/jane'] } },
      'spec.vlan.allowedGroups[0]: found',
    ],
    [
      'one group instead of a list',
      { vlan: { allowedGroups: 'platform' } },
      'spec.vlan.allowedGroups: found "platform" (string), allowed: a list',
    ],
    [
      'an unknown key',
      { vlan: { allowedNamespace: ['demo'] } },
      'Unknown input in spec.vlan: "allowedNamespace"',
    ],
    [
      'a restriction outside the block',
      { spec: { nodePools: ['c7000'] } },
      'Unknown input in spec: "nodePools"',
    ],
    [
      'no vlan block',
      { spec: { vlan: undefined } },
      'spec.vlan: found nothing',
    ],
    ['no id', { vlan: { id: undefined } }, 'spec.vlan.id: found nothing'],
    [
      'no namespaces',
      { vlan: { allowedNamespaces: undefined } },
      'spec.vlan.allowedNamespaces: found nothing, allowed: a list of at least one',
    ],
    [
      'an empty list of namespaces',
      { vlan: { allowedNamespaces: [] } },
      'spec.vlan.allowedNamespaces: found []',
    ],
    [
      'a pattern',
      { vlan: { allowedNamespaces: ['team-*'] } },
      'spec.vlan.allowedNamespaces[0]: found "team-*"',
    ],
    [
      'all namespaces and one more',
      { vlan: { allowedNamespaces: ['*', 'demo'] } },
      'spec.vlan.allowedNamespaces[0]: found "*"',
    ],
    [
      'a namespace of the platform',
      { vlan: { allowedNamespaces: ['kube-system'] } },
      'spec.vlan.allowedNamespaces[0]: found "kube-system"',
    ],
    ['no cluster at all', { vlan: { clusters: [] } }, 'spec.vlan.clusters'],
    ['no node pool at all', { vlan: { nodePools: [] } }, 'spec.vlan.nodePools'],
    [
      'pools that are null',
      { vlan: { nodePools: null } },
      'spec.vlan.nodePools',
    ],
    [
      'a subnet with host bits',
      { vlan: { subnet: '10.6.85.7/24' } },
      'spec.vlan.subnet: found "10.6.85.7/24" (string), allowed: a subnet',
    ],
    [
      'a gateway outside the subnet',
      { vlan: { gateway: '10.6.86.1' } },
      'spec.vlan.gateway: found "10.6.86.1" (string), allowed: a host address inside the VLAN\'s subnet',
    ],
    [
      'a gateway without a subnet',
      { vlan: { subnet: undefined, reserved: [] } },
      'spec.vlan.gateway',
    ],
    [
      'reserved addresses without a subnet',
      { vlan: { subnet: undefined, gateway: undefined } },
      'spec.vlan.reserved[0]',
    ],
    [
      'a description that is not a string',
      { metadata: { description: 7 } },
      'metadata.description: found 7 (number)',
    ],
  ])('refuses %s', (_, more, message) => {
    expect(parse(more)).toThrow(message);
  });

  it.each([
    '10.6.86.1',
    '10.6.85.20-10.6.85.1',
    '10.6.85.250-10.6.86.5',
    '10.6.85.1 - 10.6.85.20',
    '10.6.85.1-20',
    '10.6.85.1-10.6.85.2-10.6.85.3',
    '10.6.85.1/28',
    '10.6.0.0/16',
    '10.6.85.1-2001:db8::1',
    '::ffff:10.6.85.5',
    '',
    '10.6.85.0/',
  ])('refuses to reserve %p', reserved => {
    expect(parse({ vlan: { reserved: [reserved] } })).toThrow(
      'spec.vlan.reserved[0]',
    );
  });

  it('accepts reserved ranges of IPv6', () => {
    const { reserved } = parse({
      vlan: {
        subnet: '2001:db8::/64',
        gateway: '2001:db8::1',
        reserved: ['2001:db8::1-2001:db8::ff', '2001:db8::1:0/112'],
      },
    })();
    expect(reserved).toHaveLength(2);
  });

  it.each([undefined, null, 'vlan-1085', 1085, [], {}, { metadata: null }])(
    'refuses %p, which is no entity',
    entity => {
      expect(() => parseVlanEntity(entity as any)).toThrow(
        'An entity without a name is not a valid VLAN',
      );
    },
  );

  it('refuses other spellings of an id', () => {
    fc.assert(
      fc.property(
        fc.anything().filter(value => typeof value !== 'bigint'),
        value => {
          const isId =
            typeof value === 'number' &&
            Number.isInteger(value) &&
            value >= 1 &&
            value <= 4094;
          const text = JSON.stringify(value);
          fc.pre(!isId && text !== undefined);
          const id = JSON.parse(text!);
          fc.pre(typeof id !== 'number' || id < 1 || id > 4094 || id % 1 !== 0);
          // The toString of an object may be anything, so not every object converts to a string.
          const named = typeof id === 'object' ? text : id;
          for (const name of ['vlan-1085', `vlan-${named}`]) {
            expect(parse({ metadata: { name }, vlan: { id } })).toThrow(
              'is not a valid VLAN',
            );
          }
        },
      ),
    );
  });

  it('refuses an id as a string, whatever surrounds it', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      '0',
      '+',
      '-',
      '\n',
      '\u200b',
      '.0',
    );
    fc.assert(
      fc.property(
        around,
        fc.integer({ min: 1, max: 4094 }),
        around,
        (before, id, after) => {
          const text = `${before}${id}${after}`;
          expect(
            parse({ metadata: { name: `vlan-${text}` }, vlan: { id: text } }),
          ).toThrow('spec.vlan.id');
          expect(
            parse({
              metadata: { name: `vlan-${text}` },
              vlan: { id: text === String(id) ? [id] : id },
            }),
          ).toThrow('is not a valid VLAN');
        },
      ),
    );
  });
});
