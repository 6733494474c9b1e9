import { deflateRawSync, gzipSync } from 'node:zlib';
import { canaries } from './__fixtures__/canaries';
import { UNEXAMINED, examine, workAllowedFor } from './examine';
import { SecretGuard } from './index';
import { needlesOf } from './needles';
import { toBytes } from './View';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const SIZE = 100_000;
const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const filled = (unit: string) =>
  unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
const nested = (times: number) => {
  let text: string = canaries[0].value;
  for (let i = 0; i < times; i++) {
    text = gzipSync(text).toString('base64');
  }
  return text;
};
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64');

const hostile: Record<string, string> = {
  'the base64 alphabet': filled(ALPHABET),
  'one letter': filled('A'),
  'lines of one letter': filled('A\n'),
  'words of base64': filled('YWJjZGVm '),
  'lines of base64': filled('YWJjZGVmYWJj\n      '),
  'hexadecimal digits': filled('0123456789abcdef'),
  percents: filled('%25'),
  'percent signs': filled('%'),
  'percents of percents': filled('%2525252525'),
  backslashes: filled('\\'),
  'escapes of escapes': filled('\\\\u005c'),
  'escapes and percents': filled('\\u0025%5c'),
  spaces: filled(' '),
  quotes: filled("'"),
  'zlib headers': filled('eJx4nHicfJx4'),
  'gzip headers': filled('H4sIAAAAAAAA'),
  'beginnings of a secret': filled(canaries[0].value.slice(0, -1)),
  'a secret, many times': filled(canaries[0].value),
  'gzip of gzip, nine times': nested(9),
  'a gzip bomb': bomb,
  'gzip bombs': filled(
    `${deflateRawSync(Buffer.alloc(1_000_000)).toString('base64')} `,
  ),
  'base64 in gzip': gzipSync(filled(ALPHABET).repeat(10)).toString('base64'),
};

describe('hostile texts', () => {
  const needles = needlesOf(canaries);

  it.each(Object.entries(hostile))('%s: bounded work', (_, text) => {
    const { work, hits } = examine(toBytes(text), needles);
    // The last step before the bound may be as large as a view of everything that was decoded.
    expect(work).toBeLessThan(2 * workAllowedFor(text.length));
    expect(hits.length).toBeLessThan(2 * SIZE);
    const redacted = new SecretGuard(canaries).redact(text);
    expect(redacted.length).toBeLessThanOrEqual(Math.max(text.length, 3));
  });

  it('treats a text that is too large to examine as a secret', () => {
    const guard = new SecretGuard(canaries);
    expect(guard.find(`a: ${bomb.slice(0, 60_000)}`)).toEqual([UNEXAMINED]);
    expect(guard.redact(`a: ${bomb}\nb: 1`)).toBe('a: ***\nb: 1');
  });

  it('examines three layers, and not a fourth', () => {
    const guard = new SecretGuard(canaries);
    expect(guard.find(nested(3))).toEqual([canaries[0].name]);
    expect(guard.find(nested(4))).toEqual([]);
  });

  it('examines honest texts of 1 MB in full', () => {
    const manifest = Array.from(
      { length: 20_000 },
      (_, i) => `- name: "vlan-${i}-policy\\n" # eno49.${i}%20`,
    );
    const { hits, work } = examine(toBytes(manifest.join('\n')), needles);
    expect(hits).toEqual([]);
    expect(work).toBeLessThan(workAllowedFor(manifest.join('\n').length) / 2);
  });
});
