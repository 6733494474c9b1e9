import fc from 'fast-check';
import { addressUse } from './addressUse';

const claim = (address: string) => ({ address });

describe('addressUse', () => {
  it('counts the subnet of the seed case', () => {
    const use = addressUse(
      {
        subnet: '10.6.85.0/24',
        gateway: '10.6.85.1',
        dns: ['10.6.85.2', '10.6.0.53'],
        reserved: ['10.6.85.1-10.6.85.19', '10.6.85.240/28'],
      },
      ['10.6.85.20', '10.6.85.22', '10.6.85.250', '10.6.90.7'].map(claim),
    );
    expect(use).toEqual({
      total: '256',
      // Merged: .0 to .19 and .240 to .255.
      reserved: '36',
      used: ['10.6.85.20', '10.6.85.22', '10.6.85.250'].map(claim),
      free: '218',
      nextFree: '10.6.85.21',
    });
  });

  it.each([
    ['10.6.85.0/31', '0', '2', '10.6.85.0'],
    ['10.6.85.7/32', '0', '1', '10.6.85.7'],
    ['10.6.85.0/30', '2', '2', '10.6.85.1'],
    ['2001:db8::/127', '0', '2', '2001:db8::'],
    ['2001:db8::/64', '1', '18446744073709551615', '2001:db8::1'],
    [
      '::/0',
      '1',
      '340282366920938463463374607431768211455',
      // The spelling of ipaddr.js.
      '::1',
    ],
    ['0.0.0.0/0', '2', '4294967294', '0.0.0.1'],
  ])('knows the hosts of %s', (subnet, reserved, free, nextFree) => {
    expect(addressUse({ subnet, dns: [], reserved: [] }, [])).toMatchObject({
      reserved,
      free,
      nextFree,
    });
  });

  it('gives no next address if none is free', () => {
    const full = addressUse(
      { subnet: '10.6.85.0/30', dns: [], reserved: ['10.6.85.1'] },
      [claim('10.6.85.2')],
    );
    expect(full).toMatchObject({ total: '4', reserved: '3', free: '0' });
    expect(full).not.toHaveProperty('nextFree');
  });

  it('treats different spellings of an address as the same', () => {
    const use = addressUse(
      { subnet: '2001:db8::/124', dns: [], reserved: [] },
      [claim('2001:DB8::1'), claim('2001:db8:0:0:0:0:0:1')],
    );
    expect(use).toMatchObject({ free: '14', nextFree: '2001:db8::2' });
  });

  it('agrees with counting the addresses one by one', () => {
    const host = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(
        fc.record({
          isIpv6: fc.boolean(),
          gateway: fc.option(host, { nil: undefined }),
          dns: fc.array(host, { maxLength: 3 }),
          ranges: fc.array(fc.tuple(host, host), { maxLength: 4 }),
          claims: fc.array(host, { maxLength: 40 }),
        }),
        ({ isIpv6, gateway, dns, ranges, claims }) => {
          const at = (n: number) =>
            isIpv6 ? `2001:db8::${n.toString(16)}` : `192.0.2.${n}`;
          const use = addressUse(
            {
              subnet: isIpv6 ? '2001:db8::/122' : '192.0.2.0/26',
              gateway: gateway === undefined ? undefined : at(gateway),
              dns: dns.map(at),
              reserved: ranges.map(
                pair => `${at(Math.min(...pair))}-${at(Math.max(...pair))}`,
              ),
            },
            claims.map(n => claim(at(n))),
          );
          const reserved = new Set([
            0,
            ...(isIpv6 ? [] : [63]),
            ...(gateway === undefined ? [] : [gateway]),
            ...dns,
            ...ranges.flatMap(pair =>
              Array.from(
                { length: Math.abs(pair[0] - pair[1]) + 1 },
                (_, i) => Math.min(...pair) + i,
              ),
            ),
          ]);
          const taken = new Set([...reserved, ...claims]);
          const free = Array.from({ length: 64 }, (_, n) => n).filter(
            n => !taken.has(n),
          );
          expect(use.total).toBe('64');
          expect(use.reserved).toBe(String(reserved.size));
          expect(use.free).toBe(String(free.length));
          expect(use.used).toHaveLength(claims.length);
          expect(use.nextFree).toBe(
            free.length === 0 ? undefined : at(free[0]).replace('::0', '::'),
          );
        },
      ),
    );
  });
});
