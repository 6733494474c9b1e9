import fc from 'fast-check';
import * as yaml from 'yaml';
import { isSameAddress } from '../values/address';
import { codes, fact, live, vm } from './__testUtils__/cluster';
import { addressMention } from './addressMention';
import { staticAddresses } from '../manifests/staticAddresses';

jest.mock('yaml', () => {
  const actual = jest.requireActual('yaml');
  return { ...actual, parse: jest.fn(actual.parse) };
});

const hex = (n: number) => n.toString(16);

/** IPv6 addresses made from few different groups, so that two of them often differ in one group only. */
const ipv6 = fc
  .array(fc.constantFrom(0, 0, 0, 1, 0x14, 0xdb8, 0xa06), {
    minLength: 8,
    maxLength: 8,
  })
  .map(groups => groups.map(hex).join(':'));
const ipv4 = fc
  .array(fc.constantFrom(0, 1, 10, 20), { minLength: 4, maxLength: 4 })
  .map(octets => octets.join('.'));
const address = fc.oneof(ipv6, ipv4);

/** Spellings of one IPv6 address; all of them are accepted. */
const SPELLINGS: Array<(groups: string[]) => string> = [
  groups => groups.join(':'),
  groups => groups.join(':').toUpperCase(),
  groups => groups.map(group => group.padStart(4, '0')).join(':'),
  groups =>
    groups
      .join(':')
      .replace(/(^|:)0(:0)+(:|$)/, '::')
      .replace(':::', '::'),
  groups => {
    const [a, b] = groups.slice(6).map(group => parseInt(group, 16));
    // eslint-disable-next-line no-bitwise
    const octets = [a >> 8, a & 255, b >> 8, b & 255];
    return [...groups.slice(0, 6), octets.join('.')].join(':');
  },
];
const spelt = (text: string) =>
  text.includes('.')
    ? fc.constant(text)
    : fc.constantFrom(...SPELLINGS).map(spell => spell(text.split(':')));

const escaped = (text: string) =>
  [...text]
    .map((ch, i) =>
      i % 2 ? ch : `\\x${hex(ch.charCodeAt(0)).padStart(2, '0')}`,
    )
    .join('');

/** Ways to write an address in network data; `<prefix>` may follow the address. */
const WAYS: Array<(text: string) => string> = [
  text => `addresses: [${text}]`,
  text => `addresses: [ ${text} , "::5/64"]`,
  text => `addresses: ["${text}"]`,
  text => `addresses: ['${text}']`,
  text => `addresses:\n    - ${text}`,
  text => `addresses:\n    - ${text} # ::7`,
  text => `addresses:\n    - ${text}:\n        lifetime: 0`,
  text => `addresses:\n    - ? ${text}\n      : { lifetime: 0 }`,
  text => `addresses:\n    - "${text}":\n        lifetime: 0`,
  text => `addresses: [{ ${text}: {} }]`,
  text => `addresses: [{"${text}":{"lifetime":0}}]`,
  text => `addresses: [{"${text}": ::9}]`,
  text => `addresses:\n    - >-\n      ${text}`,
  text => `addresses:\n    - |\n      ${text}`,
  text => `addresses:\n    - !!str ${text}`,
  text => `addresses: ["${escaped(text)}"]`,
  text => `addresses: ["${text.slice(0, 3)}\\\n      ${text.slice(3)}"]`,
  text => `mine: &it ${text}\n    addresses: [*it]`,
];
const VERSION_ONE: Array<(text: string) => string> = [
  text => `config: [{ name: a, subnets: [{ address: ${text} }] }]`,
  text => `config: [{"name":"a","subnets":[{"address":${text}}]}]`,
  text => `config: [{"name":"a","subnets":[{"address":"${text}"}]}]`,
];
const networkDataOf = (text: string) =>
  fc.oneof(
    fc
      .constantFrom(...WAYS)
      .map(way => `version: 2\nethernets:\n  a:\n    ${way(text)}\n`),
    fc.constantFrom(...VERSION_ONE).map(way => `version: 1\n${way(text)}\n`),
  );

const cases = fc.record({ wanted: address, written: address }).chain(pair =>
  fc
    .record({
      // Half of the entries use the address that is searched for.
      base: fc.constantFrom(pair.wanted, pair.written),
      suffix: fc.constantFrom('', '/24', '/64', ' '),
    })
    .chain(({ base, suffix }) =>
      spelt(base).chain(text =>
        networkDataOf(`${text}${suffix}`).map(networkData => ({
          wanted: pair.wanted,
          networkData,
        })),
      ),
    ),
);

const isParsed = (networkData: string, wanted: string) =>
  staticAddresses(vm({ networkData })).some(found =>
    isSameAddress(found.address, wanted),
  );

// The parser prints warnings about unknown keys, tags and directives.
beforeEach(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => jest.mocked(process.emitWarning).mockRestore());

describe('addressMention', () => {
  it('never misses an address that parsing finds', () => {
    let hits = 0;
    fc.assert(
      fc.property(cases, ({ wanted, networkData }) => {
        const isThere = isParsed(networkData, wanted);
        hits += Number(isThere);
        return !isThere || addressMention(wanted)(networkData);
      }),
      { numRuns: 5000 },
    );
    // The property is meaningful only if both cases occur often.
    expect(hits).toBeGreaterThan(1000);
  });

  it('never misses an address in random texts', () => {
    const noise = fc
      .array(
        fc.constantFrom(
          ...['::1', '1::', ':', '"', "'", '[', ']', '{', '}', ',', ' '],
          ...['\n', '- ', '? ', ': ', '# ', '&a ', '*a', '\\', '\\x3a', '1'],
          ...['10.0.0.1', '/64', '.', '%', '!!str ', '|\n', '>\n', '...\n'],
        ),
        { maxLength: 12 },
      )
      .map(parts => parts.join(''));
    let hits = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('::1', '1::', '10.0.0.1'),
        noise,
        (wanted, text) => {
          const networkData = `config: [{ subnets: [{ address: ${text} }] }]`;
          const isThere = isParsed(networkData, wanted);
          hits += Number(isThere);
          return !isThere || addressMention(wanted)(networkData);
        },
      ),
      { numRuns: 10_000 },
    );
    expect(hits).toBeGreaterThan(0);
  });

  it.each([
    ['10.6.85.20', '10.6.85.21/24'],
    ['2001:db8::14', '2001:db8::15/64'],
    ['2001:db8::14', '2001:db8:14::/64'],
    ['2001:db8::14', '10.6.85.14/24'],
    ['2::', '02:00:00:00:00:01'],
  ])('rules out another address: %s, %s', (wanted, text) => {
    expect(addressMention(wanted)(`addresses: ["${text}"]`)).toBe(false);
  });

  it('lets only VMs that may have the address be parsed', () => {
    const MAC = '02:00:00:00:00:01';
    const machine = (name: string, text: string) =>
      vm({
        name,
        macAddress: MAC,
        networkData: `version: 2\nethernets:\n  a:\n    match: { macaddress: "${MAC}" }\n    addresses: ["${text}"]\n    nameservers: { addresses: ["2001:db8::53"] }\n`,
      });
    const others = Array.from({ length: 1000 }, (_, i) =>
      machine(`vm-${i}`, `2001:db8:85::${hex(i + 16)}/64`),
    );
    const parse = jest.mocked(yaml.parse);
    const parsed = (networkData: string) =>
      parse.mock.calls.filter(([text]) => text.includes(networkData)).length;
    parse.mockClear();
    const found = codes([machine('mine', '2001:db8:85::0010/64')], {
      live: live({ vms: fact(...others) }),
    });
    expect(found.filter(code => code.includes('vm-address-taken'))).toEqual([
      'error vm-address-taken',
    ]);
    expect(parsed('2001:db8:85::10/')).toBe(1);
    expect(parsed('2001:db8:85::')).toBeLessThan(10);
  });
});
