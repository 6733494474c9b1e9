import fc from 'fast-check';
import { vlanEntityData } from 'kubevirt-vlan-test-kit';
import { vlanEntity, vlanOwnedBy } from '../__testUtils__/vlans';
import { useProblem } from './useProblem';
import { parseVlanEntity } from './vlanEntity';

/** Spellings that somebody may try to pass off as `text`; none of them is equal to it. */
const spellings = (text: string): unknown[] =>
  [
    ` ${text}`,
    `${text} `,
    `${text}.`,
    `${text}\n`,
    `${text}\t`,
    `${text}\0`,
    `${text}\u00a0`,
    `${text}\u200b`,
    `\u200e${text}`,
    `\ufeff${text}`,
    `"${text}"`,
    `${text}/`,
    `/${text}`,
    `${text},other`,
    `${text}*`,
    `*`,
    `%2e${text}`,
    `${text}%00`,
    `../${text}`,
    [text],
    [[text]],
    { toString: () => text },
    { [text]: true },
    true,
    false,
    null,
    0,
    1,
    '',
    // Letters that only look the same.
    text.replace(/[0-9a-z]/, ch =>
      String.fromCharCode(ch.charCodeAt(0) + 0xfee0),
    ),
    text.replace(/[ak]/, ch => ({ a: '\u0430', k: '\u212a' }[ch]!)),
    text.replace(/e/, 'e\u0301'),
  ].filter(spelling => spelling !== text);
const ids: unknown[] = [
  '1085',
  '01085',
  '1085.0',
  '1e3',
  '0x43d',
  '0b10000111101',
  '1,085',
  '1_085',
  '１０８５',
  '١٠٨٥',
  '1085n',
  'vlan1085',
  'MLXXXV',
  1085.5,
  -1085,
  NaN,
  Infinity,
  1085 + 4096,
  1085 + 65536,
  2 ** 53 + 1085,
  [1085],
  [1085, 1086],
  { id: 1085 },
  Object(1085),
  Object('1085'),
  new Date(1085),
  ...spellings('1085'),
];
const use = { cluster: 'demo', namespace: 'demo' };
const member = (group: unknown) => ({
  ref: 'user:default/eve',
  groups: ['group:default/sales', group as string],
});
/** The result of a spelling; an error counts as a refusal, too. */
const passes = (attempt: () => string | undefined): boolean => {
  try {
    return attempt() === undefined;
  } catch {
    return false;
  }
};

describe('Other spellings', () => {
  it.each(ids.map(id => [id]))('takes no VLAN id %p', id => {
    expect(() => parseVlanEntity(vlanEntityData({ vlan: { id } }))).toThrow(
      'is not a valid VLAN',
    );
  });

  it('cannot pass for the group that owns the VLAN', () => {
    const vlan = vlanOwnedBy(1085, 'group:default/network');
    const groups = [
      ...spellings('group:default/network'),
      ...spellings('network').map(name => `group:default/${name}`),
      ...spellings('default').map(name => `group:${name}/network`),
      ...spellings('group').map(kind => `${kind}:default/network`),
      'network',
      'group:network',
      'default/network',
      'user:default/network',
      'group:other/network',
      'group:default/networ\u212a',
      // A list in a template string becomes its text.
    ].filter(group => group !== 'group:default/network');
    const passed = groups.filter(group =>
      passes(() => useProblem({ ...use, vlan, user: member(group) })),
    );
    expect(passed).toEqual([]);
    expect(groups.length).toBeGreaterThan(100);
  });

  it('cannot pass for the user who owns the VLAN', () => {
    const vlan = vlanOwnedBy(1085, 'user:default/jane');
    const refs = [
      ...spellings('user:default/jane'),
      'jane',
      'user:jane',
      'group:default/jane',
      'user:other/jane',
    ];
    const passed = refs.filter(ref =>
      passes(() =>
        useProblem({ ...use, vlan, user: { ref: ref as string, groups: [] } }),
      ),
    );
    expect(passed).toEqual([]);
    expect(
      useProblem({
        ...use,
        vlan,
        user: member('user:default/jane'),
      }),
    ).toContain('found user:default/eve');
  });

  it('of the owner do not match the team of the user', () => {
    const passed = [
      ...spellings('group:default/sales'),
      ...spellings('sales'),
    ].filter(owner =>
      passes(() =>
        useProblem({
          ...use,
          vlan: vlanOwnedBy(1085, owner as string),
          user: member('group:default/sales'),
        }),
      ),
    );
    expect(passed).toEqual([]);
  });

  it('of namespaces, clusters and pools are not accepted', () => {
    const user = member('group:default/network');
    const vlan = vlanEntity();
    const base = { ...use, vlan, user, nodePool: 'c7000' };
    expect(useProblem(base)).toBeUndefined();
    const passed = (['namespace', 'cluster', 'nodePool'] as const).flatMap(
      field =>
        [...spellings(base[field]), base[field].toUpperCase()].filter(value =>
          passes(() => useProblem({ ...base, [field]: value })),
        ),
    );
    expect(passed).toEqual([]);
  });

  it('give access to entitled people only, whatever the names', () => {
    const name = fc.stringMatching(
      /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,20}[a-zA-Z0-9]$/,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4094 }),
        name,
        fc.oneof(name, fc.string(), fc.constant('*')),
        (id, owner, group) => {
          const problem = useProblem({
            ...use,
            vlan: vlanOwnedBy(id, owner),
            user: {
              ref: 'user:default/eve',
              groups: [`group:default/${group}`],
            },
          });
          expect(problem === undefined).toBe(
            owner.toLocaleLowerCase('en-US') ===
              group.toLocaleLowerCase('en-US'),
          );
        },
      ),
    );
  });
});
