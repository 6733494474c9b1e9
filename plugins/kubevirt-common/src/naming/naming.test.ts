import fc from 'fast-check';
import { isDnsLabel } from '../values/fields';
import { isMacAddress } from '../values/macAddress';
import { site } from '../__testUtils__/samples';
import { fillTemplate } from './fillTemplate';
import { isInterfaceName } from '../values/interfaceName';
import {
  bridgeName,
  networkName,
  policyName,
  stableMacAddress,
  vlanInterfaceName,
} from './names';
import { shorten } from './shorten';

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const vlanIds = fc.integer({ min: 1, max: 4094 });

describe('names', () => {
  it('gives the seed case its names', () => {
    const parts = { vlanId: 1085, nodePool: 'c7000', uplink: 'eno49' };
    expect(policyName(site, parts)).toBe('vlan-1085-policy-c7000');
    expect(vlanInterfaceName(site, parts)).toBe('eno49.1085');
    expect(bridgeName(site, 1085)).toBe('bridge-1085');
    expect(networkName(site, 1085)).toBe('nad-1085');
  });

  it('falls back to vlan<id> if the interface name would be too long', () => {
    expect(
      vlanInterfaceName(site, { vlanId: 1085, uplink: 'enp175s0f0np0' }),
    ).toBe('vlan1085');
    expect(
      vlanInterfaceName(site, { vlanId: 108, uplink: 'enp17s0f0np' }),
    ).toBe('enp17s0f0np.108');
  });

  it('keeps every name within its bounds', () => {
    fc.assert(
      fc.property(
        vlanIds,
        label,
        fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/),
        (vlanId, nodePool, uplink) => {
          const parts = { vlanId, nodePool, uplink };
          return (
            isDnsLabel(policyName(site, parts)) &&
            isInterfaceName(vlanInterfaceName(site, parts)) &&
            isInterfaceName(bridgeName(site, vlanId)) &&
            isDnsLabel(networkName(site, vlanId))
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives different names to two policies with the same long beginning', () => {
    const pool = `${'a'.repeat(60)}`;
    const names = ['x', 'y'].map(end =>
      policyName(site, {
        vlanId: 1,
        nodePool: `${pool}${end}`,
        uplink: 'eno49',
      }),
    );
    expect(names[0]).toHaveLength(63);
    expect(new Set(names).size).toBe(2);
  });

  it('shortens only names that are too long', () => {
    expect(shorten('abc', 63)).toBe('abc');
    expect(shorten('a'.repeat(63), 63)).toBe('a'.repeat(63));
    expect(shorten('a'.repeat(64), 63)).toMatch(/^a{54}-[0-9a-f]{8}$/);
    expect(shorten(`${'a'.repeat(53)}-${'b'.repeat(20)}`, 63)).toMatch(
      /^a{53}-[0-9a-f]{8}$/,
    );
  });

  it.each([
    ['eno49', true],
    ['a'.repeat(15), true],
    ['a'.repeat(16), false],
    ['', false],
    ['.', false],
    ['..', false],
    ['a/b', false],
    ['a:b', false],
    ['a b', false],
    ['a\n', false],
  ])('isInterfaceName(%p) is %p', (name, expected) => {
    expect(isInterfaceName(name)).toBe(expected);
  });

  it('gives each NIC a unicast MAC address that is the same every time', () => {
    const nic = { cluster: 'demo', namespace: 'demo', vm: 'a', nic: 'b' };
    expect(stableMacAddress(nic)).toBe(stableMacAddress({ ...nic }));
    fc.assert(
      fc.property(label, label, (vm, name) => {
        const mac = stableMacAddress({ ...nic, vm, nic: name });
        return isMacAddress(mac) && mac.startsWith('02:');
      }),
    );
  });

  it('fills in values unchanged, and fails for missing ones', () => {
    expect(fillTemplate('{a}-{b}', { a: '$&', b: '{a}' })).toBe('$&-{a}');
    expect(() => fillTemplate('{constructor}', {})).toThrow(
      'No value for {constructor}',
    );
  });
});
