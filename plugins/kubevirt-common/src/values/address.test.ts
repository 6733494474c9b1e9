import fc from 'fast-check';
import { addressProblem, isAddress, isSameAddress, isSubnet } from './address';

describe('addresses', () => {
  it.each([
    ['10.6.85.0/24', true],
    ['10.6.85.1/24', false],
    ['10.6.85.0/33', false],
    ['10.6.85.0', false],
    ['10.6.85.0/24/1', false],
    ['2001:db8::/64', true],
    ['2001:db8::1/64', false],
    ['0.0.0.0/0', true],
    ['10.6.85.4/31', true],
  ])('isSubnet(%p) is %p', (subnet, expected) => {
    expect(isSubnet(subnet)).toBe(expected);
  });

  it.each([
    ['10.6.85.1', undefined],
    ['10.6.85.254', undefined],
    ['10.6.85.0', 'is the network address of 10.6.85.0/24'],
    ['10.6.85.255', 'is the broadcast address of 10.6.85.0/24'],
    ['10.6.86.1', 'is outside the subnet 10.6.85.0/24'],
    ['2001:db8::1', 'is outside the subnet 10.6.85.0/24'],
  ])('%p in 10.6.85.0/24: %p', (address, expected) => {
    expect(addressProblem(address, '10.6.85.0/24')).toBe(expected);
  });

  it('handles IPv6 subnets, and subnets with one or two hosts', () => {
    expect(addressProblem('2001:db8::', '2001:db8::/64')).toBe(
      'is the network address of 2001:db8::/64',
    );
    expect(
      addressProblem('2001:db8::ffff:ffff:ffff:ffff', '2001:db8::/64'),
    ).toBeUndefined();
    expect(addressProblem('10.0.0.4', '10.0.0.4/31')).toBeUndefined();
    expect(addressProblem('10.0.0.5', '10.0.0.4/31')).toBeUndefined();
    expect(addressProblem('10.0.0.6', '10.0.0.4/31')).toContain('outside');
    expect(addressProblem('10.0.0.4', '10.0.0.4/32')).toBeUndefined();
  });

  it('compares addresses in any spelling', () => {
    expect(isSameAddress('2001:db8::1', '2001:0db8:0:0::0001')).toBe(true);
    expect(isSameAddress('10.0.0.1', '10.0.0.2')).toBe(false);
  });

  it('accepts all addresses of four octets, and no larger numbers', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => isAddress(address)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300)),
        octets =>
          isAddress(octets.join('.')) === octets.every(octet => octet <= 255),
      ),
      { numRuns: 500 },
    );
  });

  it('accepts exactly the hosts of an IPv4 subnet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 30 }), prefix => {
        const size = 2 ** (32 - prefix);
        const text = (n: number) => `10.0.${Math.floor(n / 256)}.${n % 256}`;
        const given = Array.from({ length: size }, (_, n) => n).filter(
          n => addressProblem(text(n), `10.0.0.0/${prefix}`) === undefined,
        );
        return (
          given.length === size - 2 &&
          given[0] === 1 &&
          !given.includes(size - 1)
        );
      }),
      { numRuns: 11 },
    );
  });
});
