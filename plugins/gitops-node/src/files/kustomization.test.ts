import fc from 'fast-check';
import { parse } from 'yaml';
import { addResources } from './kustomization';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const add = (text: string | undefined, ...files: string[]) =>
  addResources({ path: 'a/kustomization.yaml', text, files });

/** In order where the list is in order, else at its end. */
const grown = (listed: unknown[], more: string[]) => {
  const texts = listed.map(String);
  const isInOrder = listed.every(
    (item, i) =>
      typeof item === 'string' &&
      texts.slice(i + 1).every(later => item < later),
  );
  return isInOrder
    ? [...listed, ...more].sort((a, b) => (String(a) < String(b) ? -1 : 1))
    : [...listed, ...more.sort()];
};

describe('addResources', () => {
  it('keeps the order of a list, so that branches seldom conflict', () => {
    expect(
      add('resources:\n- a.yaml\n# of c\n- c.yaml\n', 'd.yaml', 'b.yaml'),
    ).toBe('resources:\n- a.yaml\n- b.yaml\n# of c\n- c.yaml\n- d.yaml\n');
    expect(add('resources:\n- b.yaml\n', 'a.yaml')).toBe(
      'resources:\n- a.yaml\n- b.yaml\n',
    );
  });

  it('creates the file', () => {
    expect(add(undefined, 'a.yaml', 'b.yaml'))
      .toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - a.yaml
  - b.yaml
`);
  });

  it('adds a line, and changes nothing else', () => {
    expect(
      add(
        `# Ours.
namespace:   demo   # kept as it is
resources:
- z.yaml # first, it must be
# before b
-   ./b.yaml
   # after b

commonLabels: {a: "1",   b: '2'}
x-unknown:
    deep: true
`,
        'a.yaml',
        'b.yaml',
      ),
    ).toBe(`# Ours.
namespace:   demo   # kept as it is
resources:
- z.yaml # first, it must be
# before b
-   ./b.yaml
- a.yaml
   # after b

commonLabels: {a: "1",   b: '2'}
x-unknown:
    deep: true
`);
  });

  it.each([
    ['without a final line break', 'resources:\n  - b.yaml'],
    ['with CRLF', 'resources:\r\n  - b.yaml\r\nkind: Kustomization\r\n'],
    ['in flow style', 'resources: [b.yaml] # list\nkind: Kustomization\n'],
    ['empty', ''],
    ['with comments only', '# nothing yet\n'],
    ['without resources', 'kind: Kustomization\n'],
    ['with an empty list', 'resources: []\n'],
    ['with resources that are null', 'resources:\nkind: Kustomization\n'],
    ['with a quoted entry', 'resources:\n  - "b.yaml"\n  - \'c.yaml\'\n'],
    ['with an item below its dash', 'resources:\n  -\n    b.yaml\nx: 1\n'],
    ['with a folded item', 'resources:\n  - >-\n    b.yaml\nx: 1\n'],
    ['with a mapping for an item', 'resources:\n  - {a: 1}\n'],
    ['with a document start', '---\nresources:\n  - b.yaml\n...\n'],
  ])('adds to a file %s', (_what, text) => {
    const before = parse(text) ?? {};
    const after = add(text, 'a.yaml');
    expect(parse(after)).toEqual({
      ...before,
      resources: grown(before.resources ?? [], ['a.yaml']),
    });
    expect(add(after, 'a.yaml')).toBe(after);
    const [comment] = /#.*/.exec(text) ?? [''];
    expect(after).toContain(comment);
  });

  it.each([
    ['resources: 7\n', '"resources" that is no list'],
    ['resources: {a: b}\n', '"resources" that is no list'],
    ['- a\n', 'no mapping'],
    ['a: [\n', 'a YAML error'],
    ['a: 1\na: 2\n', 'a YAML error'],
  ])('refuses %p', (text, found) => {
    expect(() => add(text, 'a.yaml')).toThrow(
      new RegExp(`a/kustomization.yaml: found (a )?${found}`),
    );
  });

  it('keeps every line of any file', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}\.yaml$/);
    const item = fc.record({
      name,
      quote: fc.constantFrom('', '"', "'"),
      comment: fc.constantFrom('', ' # why', '   #'),
      before: fc.constantFrom('', '# note\n', '\n', '  # indented\n'),
    });
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 6 }),
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '  ', '    '),
        fc.constantFrom('', 'kind: Kustomization # k\n', '\nx:\n  - 1\n'),
        fc.boolean(),
        (items, files, indent, tail, finalBreak) => {
          const head = '# head\nnamespace: demo\n';
          const list = items
            .map(
              ({ name: n, quote, comment, before }) =>
                `${before}${indent}- ${quote}${n}${quote}${comment}\n`,
            )
            .join('');
          const whole = `${head}${
            items.length > 0 ? `resources:\n${list}` : ''
          }${tail}`;
          const text = finalBreak ? whole : whole.trimEnd();
          const after = add(text, ...files);
          const before = parse(text);
          const listed = (before.resources ?? []) as string[];
          expect(parse(after)).toEqual({
            ...before,
            resources: grown(
              listed,
              [...new Set(files)].filter(file => !listed.includes(file)),
            ),
          });
          for (const line of text.split('\n')) {
            expect(after).toContain(line);
          }
          expect(add(after, ...files)).toBe(after);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
