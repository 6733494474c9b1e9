import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { hostilePaths, legitimatePaths } from './__fixtures__/paths';
import { pathProblem, twinOf } from './treePath';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

describe('pathProblem', () => {
  it('refuses every hostile path, and says what is allowed', () => {
    expect(hostilePaths.length).toBeGreaterThanOrEqual(200);
    expect(hostilePaths.filter(path => !pathProblem(path))).toEqual([]);
    for (const path of hostilePaths) {
      const problem = pathProblem(path)!;
      expect(problem).toMatch(/^found "[^]*, allowed: ./);
      expect(problem.length).toBeLessThan(2500);
      expect(problem).not.toMatch(/\p{C}|\p{Z}(?<! )/u);
    }
  });

  it('accepts every legitimate path', () => {
    expect(new Set(legitimatePaths).size).toBeGreaterThanOrEqual(50);
    expect(legitimatePaths.filter(path => pathProblem(path))).toEqual([]);
  });

  it.each([
    ['../x', 'found "../x" (".."), allowed: a relative path of letters'],
    ['', 'found "" (an empty part), allowed: a relative path'],
    ['a/.GIT/x', 'found "a/.GIT/x" (the folder of Git itself), allowed: '],
    ['a/con.yaml', '("con.yaml", a device of Windows), allowed: names other'],
    ['-rf', '("-rf", which commands take for an option), allowed: parts'],
    ['a./b', '("a.", whose last "." Windows drops), allowed: parts that do'],
    ['a'.repeat(256), '(a part of 256 characters), allowed: 255 in each part'],
    ['a/'.repeat(600), '(a path of 1200 characters), allowed: 1024 characters'],
    ['a\u202eb', 'found "a\\u{202e}b", allowed: a relative path'],
  ])('says why: case %#', (path, message) => {
    expect(pathProblem(path)).toContain(message);
  });

  const part = fc
    .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,30}[A-Za-z0-9_-]$/)
    .filter(text => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(text));

  it('accepts any path of allowed parts', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), parts => {
        expect(pathProblem(parts.join('/'))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('accepts nothing that leads out of the root', () => {
    const piece = fc.oneof(
      part,
      fc.constantFrom('..', '.', '', '\\', 'C:', '..\\', '~', 'a.', ' '),
      fc.string({ maxLength: 4, unit: 'binary' }),
    );
    const path = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.array(piece, { minLength: 1, maxLength: 5 }),
          fc.constantFrom('/', '\\', ''),
        )
        .map(([pieces, separator]) => pieces.join(separator)),
      fc.constantFrom(...hostilePaths, ...legitimatePaths),
    );
    let accepted = 0;
    fc.assert(
      fc.property(path, text => {
        const isAccepted = pathProblem(text) === undefined;
        accepted += Number(isAccepted);
        const isInside =
          posix.resolve('/root/x', text) === `/root/x/${text}` &&
          win32.resolve('C:\\root\\x', text) ===
            `C:\\root\\x\\${text.replace(/\//g, '\\')}`;
        expect(isAccepted && !isInside).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('twinOf', () => {
  it.each([
    ['a.yaml', 'A.yaml'],
    ['README.md', 'readme.MD'],
    ['\u00e4', 'a\u0308'],
    ['\u00c4', 'a\u0308'],
    ['k8s', '\u212a8s'],
    ['file', 'ﬁle'],
    ['strasse', 'STRAßE'],
    ['a', 'a\u200b'],
    ['s', '\u017f'],
  ])('%j and %j are twins', (name, other) => {
    expect(twinOf(name, ['x', name, other])).toBe(other);
    expect(twinOf(other, ['x', other, name])).toBe(name);
  });

  it('passes over the name itself and others', () => {
    expect(twinOf('a', [])).toBeUndefined();
    expect(twinOf('a', ['a', 'b', 'aa', 'a.yaml', '\ud800'])).toBeUndefined();
  });
});
