import fc from 'fast-check';
import { reservedProblem } from './reservedProblem';

const owner = 'group:default/network';
const vlan = {
  owner,
  reserved: ['10.6.85.1-10.6.85.19', '10.6.85.240/28', '10.6.85.77'],
};
const vlan6 = {
  owner,
  reserved: ['2001:db8::1-2001:db8::ff', '2001:db8:0:0:1::/112'],
};

describe('reservedProblem', () => {
  it.each([
    [vlan, '10.6.85.1', '10.6.85.1-10.6.85.19'],
    [vlan, '10.6.85.19', '10.6.85.1-10.6.85.19'],
    [vlan, '10.6.85.77', '10.6.85.77'],
    [vlan, '10.6.85.240', '10.6.85.240/28'],
    [vlan, '10.6.85.255', '10.6.85.240/28'],
    [vlan, '::ffff:10.6.85.9', '10.6.85.1-10.6.85.19'],
    [vlan6, '2001:db8::10', '2001:db8::1-2001:db8::ff'],
    [vlan6, '2001:0DB8:0:0:0:0:0:00ff', '2001:db8::1-2001:db8::ff'],
    [vlan6, '2001:db8::1:0:0:ffff', '2001:db8:0:0:1::/112'],
  ])('finds in %p the address %p', (of, address, range) => {
    expect(reservedProblem(of, address)).toBe(
      `is reserved (${range}; ask the VLAN's owner ${owner})`,
    );
  });

  it.each([
    [vlan, '10.6.85.20'],
    [vlan, '10.6.85.100'],
    [vlan, '10.6.85.239'],
    [vlan, '10.6.86.5'],
    [vlan6, '2001:db8::100'],
    [vlan6, '10.6.85.5'],
    [{ owner, reserved: [] }, '10.6.85.1'],
  ])('lets from %p the address %p', (of, address) => {
    expect(reservedProblem(of, address)).toBeUndefined();
  });

  it.each([
    '',
    '10.6.85',
    '10.6.85.1-10.6.85.19',
    '10.6.85.0/24',
    '010.6.85.1',
  ])('does not take %p for an address', address => {
    expect(reservedProblem(vlan, address)).toBe('is not an IP address');
  });

  it('holds for every address of a range and for no other', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const problem = reservedProblem(
          { owner, reserved: [`10.0.0.${from}-10.0.0.${to}`] },
          `10.0.0.${c}`,
        );
        expect(problem !== undefined).toBe(from <= c && c <= to);
      }),
    );
  });
});
