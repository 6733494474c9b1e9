import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { canaries } from './__fixtures__/canaries';
import { SecretGuard } from './index';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const guard = new SecretGuard(canaries);
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

describe('SecretGuard, false positives', () => {
  it('finds nothing in the manifests of this repository', () => {
    const root = resolve(__dirname, '../../../..');
    const files = ['templates', 'test/golden', 'docs'].flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(
          entry =>
            entry.isFile() &&
            /\.(ya?ml|njk|md|json)$/.test(entry.name) &&
            !entry.parentPath.includes('node_modules'),
        )
        .map(entry => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect([file, guard.find(text)]).toEqual([file, []]);
      expect([file, guard.find(base64(gzipSync(text)))]).toEqual([file, []]);
      expect(guard.redact(text)).toBe(text);
    }
  });

  it('finds nothing in 1000 texts without a secret, and all around one', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json(),
    );
    fc.assert(
      fc.property(text, value => {
        expect(guard.find(value)).toEqual([]);
        expect(guard.redact(value)).toBe(value);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...canaries),
        (before, after, { name, value }) => {
          const whole = `${before} ${value} ${after}`;
          expect(guard.find(whole)).toContain(name);
          expect(guard.find(guard.redact(whole))).toEqual([]);
        },
      ),
    );
  });
});
