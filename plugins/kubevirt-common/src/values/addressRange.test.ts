import fc from 'fast-check';
import { rangeOf } from './addressRange';

const ranges = ['10.6.85.1-10.6.85.19', '10.6.85.240/28', '10.6.85.77'];
const ranges6 = ['2001:db8::1-2001:db8::ff', '2001:db8:0:0:1::/112'];

describe('rangeOf', () => {
  it.each([
    [ranges, '10.6.85.1', '10.6.85.1-10.6.85.19'],
    [ranges, '10.6.85.19', '10.6.85.1-10.6.85.19'],
    [ranges, '10.6.85.77', '10.6.85.77'],
    [ranges, '10.6.85.240', '10.6.85.240/28'],
    [ranges, '10.6.85.255', '10.6.85.240/28'],
    [ranges, '::ffff:10.6.85.9', '10.6.85.1-10.6.85.19'],
    [ranges6, '2001:db8::10', '2001:db8::1-2001:db8::ff'],
    [ranges6, '2001:0DB8:0:0:0:0:0:00ff', '2001:db8::1-2001:db8::ff'],
    [ranges6, '2001:db8::1:0:0:ffff', '2001:db8:0:0:1::/112'],
  ])('finds in %p the address %p', (among, address, range) => {
    expect(rangeOf(address, among)).toBe(range);
  });

  it.each([
    [ranges, '10.6.85.20'],
    [ranges, '10.6.85.100'],
    [ranges, '10.6.85.239'],
    [ranges, '10.6.86.5'],
    [ranges6, '2001:db8::100'],
    [ranges6, '10.6.85.5'],
    [[], '10.6.85.1'],
    // Texts that are neither addresses nor valid ranges.
    [ranges, ''],
    [ranges, '10.6.85'],
    [ranges, '10.6.85.1-10.6.85.19'],
    [ranges, '10.6.85.0/24'],
    [ranges, '010.6.85.1'],
    [['10.6.85.1 - 10.6.85.19', '10.6.85.9-10.6.85.1'], '10.6.85.5'],
  ])('finds in %p nothing for %p', (among, address) => {
    expect(rangeOf(address, among)).toBeUndefined();
  });

  it('contains exactly the addresses of the range', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const found = rangeOf(`10.0.0.${c}`, [`10.0.0.${from}-10.0.0.${to}`]);
        expect(found !== undefined).toBe(from <= c && c <= to);
      }),
    );
  });
});
