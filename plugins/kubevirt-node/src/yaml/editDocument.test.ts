import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  isNode,
  parse,
  parseAllDocuments,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { editDocument } from './editDocument';
import { lineOf } from './locate';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const print = (document: ReturnType<typeof parseDocument>) =>
  document.toString({ lineWidth: 0 });

const edit = (text: string, to: unknown) => {
  const document = parseDocument(text);
  editDocument(document, to);
  expect(document.toJS()).toEqual(to);
  const after = print(document);
  expect(parse(after)).toEqual(to);
  return after;
};

/** The text after a change of its value in place. */
const change = (text: string, by: (value: any) => void) => {
  const value = parse(text);
  by(value);
  return edit(text, value);
};

const VM = `# The web server of the demo.
apiVersion: kubevirt.io/v1
kind: VirtualMachine

metadata:
  name: "web-1" # quoted
  labels: { app: 'web', tier: front }
spec:
  # How it runs.
  runStrategy: Always
  template:
    spec:
      domain:
        cpu:
          cores: 2 # two
        memory: {guest: 4Gi}
      networks:
        - name: first # one
          pod: {}

        # About the second.
        - name: second
          multus: { networkName: demo/vlan }
        - pod: {}
          name: third
# The end.
`;

describe('editDocument', () => {
  it('leaves a document alone that says so already', () => {
    expect(change(VM, () => {})).toBe(print(parseDocument(VM)));
  });

  it('changes the lines that differ, and no other', () => {
    const after = change(VM, vm => {
      vm.metadata.name = 'web-2';
      vm.metadata.labels.tier = '1';
      vm.spec.template.spec.domain.cpu.cores = 8;
      vm.spec.template.spec.domain.memory.guest = '8Gi';
      vm.spec.paused = false;
      delete vm.kind;
    });
    expect(after).toBe(
      print(parseDocument(VM))
        .replace('"web-1"', '"web-2"')
        .replace('tier: front', 'tier: "1"')
        .replace('cores: 2', 'cores: 8')
        .replace('guest: 4Gi', 'guest: 8Gi')
        .replace('kind: VirtualMachine\n', '')
        .replace('\n# The end', '  paused: false\n\n# The end'),
    );
  });

  it('lets the items of a list keep their comments by their names', () => {
    const after = change(VM, vm => {
      const { networks } = vm.spec.template.spec;
      const [first, second, third] = networks;
      second.multus.networkName = 'demo/other';
      vm.spec.template.spec.networks = [
        third,
        { name: 'new', pod: {} },
        second,
        first,
      ];
    });
    expect(after.slice(after.indexOf('      networks'))).toBe(`      networks:
        - pod: {}
          name: third
        - name: new
          pod: {}

        # About the second.
        - name: second
          multus: { networkName: demo/other }
        - name: first # one
          pod: {}

# The end.
`);
  });

  it('goes by metadata.name too', () => {
    const text = `- metadata: { name: a } # a
- metadata: { name: b } # b
`;
    expect(change(text, list => list.shift())).toBe(
      '- metadata: { name: b } # b\n',
    );
  });

  it('keeps what is alike at both ends of other lists', () => {
    const text = '- a # a\n- b # b\n- c # c\n- d # d\n';
    expect(edit(text, ['a', 'x', 'y', 'z', 'd'])).toBe(
      '- a # a\n- x # b\n- y # c\n- z\n- d # d\n',
    );
    expect(edit(text, ['b', 'c', 'd'])).toBe('- b # b\n- c # c\n- d # d\n');
    expect(edit(text, ['a', 'b', 'b', 'c', 'd'])).toBe(
      '- a # a\n- b # b\n- b\n- c # c\n- d # d\n',
    );
  });

  it.each([
    ['a: one # why\n', 'x\ny\n', 'a: | # why\n  x\n  y\n'],
    ['a: "one"\n', 'x\ny', 'a: |-\n  x\n  y\n'],
    ['a: >\n  x\n  y\n', 'x\ny\n', 'a: |\n  x\n  y\n'],
    ['a: |\n  x\n  y\n', 'x\nz\n', 'a: |\n  x\n  z\n'],
    ['a: |\n  x\n', 'z', 'a: z\n'],
    ['a: {}\n', { b: 'x\ny\n' }, 'a:\n  b: |\n    x\n    y\n'],
    ["a: 'x' # why\n", 1, 'a: 1 # why\n'],
    ['# c\na: 0x10\n', '7', '# c\na: "7"\n'],
    ['a: [ 1 ] # l\n', [1, 'x'], 'a: [ 1, x ] # l\n'],
    ['a: []\n', [1], 'a:\n  - 1\n'],
    ['a:\n', [1], 'a:\n  - 1\n'],
    ['a:\n  - 1\n', [], 'a: []\n'],
    ['a: yes\n', true, 'a: true\n'],
  ])('writes %j with %j', (text, a, after) => {
    expect(edit(text, { a })).toBe(after);
  });

  it('fills an empty document', () => {
    expect(edit('# nothing yet\n', { a: 1 })).toContain('# nothing yet');
    expect(edit('', [1])).toBe('- 1\n');
  });

  describe('with anchors', () => {
    const text = 'a: &x {b: 1} # a\nc: *x # c\nd: 1 # d\n';

    it('keeps them where they still say the same', () => {
      expect(change(text, value => (value.d = 2))).toBe(
        'a: &x { b: 1 } # a\nc: *x # c\nd: 2 # d\n',
      );
      expect(edit(text, { a: { b: 2 }, c: { b: 2 }, d: 1 })).toBe(
        'a: &x { b: 2 } # a\nc: *x # c\nd: 1 # d\n',
      );
    });

    it('writes out an alias that says something else', () => {
      expect(edit(text, { a: { b: 2 }, c: { b: 1 }, d: 1 })).toBe(
        'a: &x { b: 2 } # a\nc:\n  # c\n  b: 1\nd: 1 # d\n',
      );
      expect(edit(text, { c: { b: 1 }, d: 1 })).toBe(
        'c:\n  # c\n  b: 1\nd: 1 # d\n',
      );
    });

    it.each([
      [
        'a merge key',
        '%YAML 1.1\n---\nx: &x {a: 1, b: 1}\ny:\n  <<: *x\n  c: 1\n',
        { x: { a: 1, b: 1 }, y: { a: 1, b: 2, c: 1 } },
      ],
      [
        'an item moved before its anchor',
        '- {name: a, v: &v [1]}\n- {name: b, v: *v}\n',
        [
          { name: 'b', v: [1] },
          { name: 'a', v: [1] },
        ],
      ],
      ['an alias for a key', 'x: &x k\n*x : 1\n', { x: 'other', k: 1 }],
    ])('is correct with %s', (_what, yaml, to) => {
      expect(parse(edit(yaml, to))).toEqual(to);
    });
  });

  it('refuses what YAML cannot say', () => {
    for (const to of [{ a: undefined }, { a: () => 1 }, undefined]) {
      expect(() => editDocument(parseDocument('a: 1\n'), to)).toThrow(
        'YAML cannot say',
      );
    }
  });

  it('takes dangerous keys for data', () => {
    const to = JSON.parse('{"__proto__": {"x": 2}, "constructor": 1}');
    const after = edit('__proto__: {x: 1} # p\n', to);
    expect(after).toBe('__proto__: { x: 2 } # p\nconstructor: 1\n');
    expect(({} as any).x).toBeUndefined();
  });

  describe('whatever the values are', () => {
    /** False where yaml itself has printed a value wrong: a text of blanks, or of a dash in flow style. */
    const says = (
      document: ReturnType<typeof parseDocument>,
      to: unknown,
    ): boolean =>
      document.errors.length === 0 && isDeepStrictEqual(document.toJS(), to);
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-') }),
      fc.string({ unit: 'binary' }),
    );
    const any = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 4 });
    const named = fc.uniqueArray(
      fc.record(
        {
          name: fc.constantFrom('a', 'b', 'c', 'd'),
          value: fc.oneof(text, any),
        },
        { noNullPrototype: true },
      ),
      { selector: ({ name }) => name },
    );
    const value = fc.oneof(
      any,
      named,
      fc.array(text),
      fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.oneof(text, any, named),
        { noNullPrototype: true },
      ),
    );

    it('says what it should, in flow and in block style', () => {
      fc.assert(
        fc.property(value, value, fc.boolean(), (a, b, isFlow) => {
          const before = stringify(
            a,
            isFlow ? { collectionStyle: 'flow' } : {},
          );
          const document = parseDocument(before);
          fc.pre(says(document, a));
          editDocument(document, b);
          expect(document.toJS()).toEqual(b);
          expect(parse(print(document))).toEqual(b);
        }),
        { numRuns: 5000 },
      );
    });

    it('does so with comments', () => {
      fc.assert(
        fc.property(value, value, (a, b) => {
          const commented = parseDocument(stringify(a));
          // What yaml itself misprints.
          fc.pre(commented.errors.length === 0);
          visit(commented, (key, node) => {
            if (isNode(node) && key !== 'key') {
              node.commentBefore = ' before';
            }
          });
          const document = parseDocument(print(commented));
          fc.pre(says(document, a));
          editDocument(document, b);
          expect(parse(print(document))).toEqual(b);
        }),
        { numRuns: 3000 },
      );
    });
  });
});

describe('lineOf', () => {
  const line = (text: string, ...keys: Array<string | number>) =>
    lineOf(parseDocument(text), text, keys);
  const lineWith = (what: string) =>
    VM.split('\n').findIndex(l => l.includes(what)) + 1;

  it.each([
    [['kind'], 'kind:'],
    [['metadata', 'labels', 'tier'], 'labels:'],
    [['spec', 'template', 'spec', 'domain', 'cpu', 'cores'], 'cores:'],
    [['spec', 'template', 'spec', 'networks'], 'networks:'],
    [['spec', 'template', 'spec', 'networks', 1], '- name: second'],
    [['spec', 'template', 'spec', 'networks', 1, 'multus'], 'multus:'],
    [['spec', 'template', 'spec', 'networks', 2, 'name'], 'name: third'],
    [['spec', 'template', 'spec', 'networks', 3], 'networks:'],
    [['spec', 'none', 'spec'], 'spec:'],
    [['none'], 'apiVersion:'],
    [[], 'apiVersion:'],
  ])('finds %j', (keys, what) => {
    expect(line(VM, ...keys)).toBe(lineWith(what));
  });

  it('follows an alias', () => {
    expect(line('a: &x\n  b: 1\nc: *x\n', 'c', 'b')).toBe(2);
  });

  it('counts keys that are no texts', () => {
    expect(line('a: 1\n1085: x\n', '1085')).toBe(2);
  });

  it('counts from the start of the file, whichever its line breaks', () => {
    const text = 'a: 1\r\n---\r\n# b\r\nb: 1\r\n';
    const [, second] = parseAllDocuments(text) as any[];
    expect(lineOf(second, text, ['b'])).toBe(4);
  });

  it('knows the old lines of what is left after an edit', () => {
    const text = 'a: 1\nb:\n  c: 1\n';
    const document = parseDocument(text);
    editDocument(document, { b: { c: 2, d: 1 } });
    expect(lineOf(document, text, ['b', 'c'])).toBe(3);
    expect(lineOf(document, text, ['b', 'd'])).toBe(2);
  });

  it('has nothing to say of an empty document', () => {
    expect(line('', 'a')).toBeUndefined();
  });
});
