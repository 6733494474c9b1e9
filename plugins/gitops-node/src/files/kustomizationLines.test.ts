import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { addResources } from './kustomization';
import { mergeKustomization } from './mergeKustomization';

const PATH = 'a/kustomization.yaml';
const names = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `vm-${String(i).padStart(5, '0')}.yaml`,
  );
const listOf = (files: string[], line = (name: string) => `- ${name}`) =>
  `kind: Kustomization\nresources:\n${files
    .map(name => `${line(name)}\n`)
    .join('')}commonLabels: {a: b}\n`;
const add = (text: string, ...files: string[]) =>
  addResources({ path: PATH, text, files });

describe('a list of thousands of files', () => {
  it.each([
    ['plain', (name: string) => `- ${name}`],
    ['indented, with "./"', (name: string) => `    -  ./${name}`],
    ['in quotes', (name: string) => `- "${name}"`],
    ['with comments', (name: string) => `# of ${name}\n- ${name} # it\n`],
  ])('takes another one, %s', (_what, line) => {
    const files = names(10_000);
    const before = listOf(files, line);
    const after = add(before, 'vm-00041a.yaml', 'zz.yaml', files[7]);
    expect(
      parse(after).resources.map((name: string) => name.replace('./', '')),
    ).toEqual([...files, 'vm-00041a.yaml', 'zz.yaml'].sort());
    expect(
      after
        .split('\n')
        .filter(text => !/vm-00041a|zz/.test(text))
        .join('\n'),
    ).toBe(before);
    expect(add(after, 'zz.yaml')).toBe(after);
  });

  it('is merged', () => {
    const files = names(10_000);
    const [base, ours, theirs] = [
      files,
      [...files, 'w.yaml'],
      ['a.yaml', ...files],
    ].map(all => listOf(all));
    expect(
      parse(mergeKustomization({ path: PATH, base, ours, theirs })).resources,
    ).toEqual(['a.yaml', ...files, 'w.yaml']);
  });

  it('does not change when the lines are no list of files', () => {
    for (const text of [
      'a: |\n  b\nresources:\n- a.yaml\n- {b: c}\n',
      '{x: "\nresources:\n- b.yaml\n", resources: [b.yaml]}\n',
      'resources:\n- a.yaml\n  b\n',
      'resources:\n- a.yaml\n- 010\n',
      'resources:\n- a.yaml\n  - b.yaml\n',
    ]) {
      const before = parse(text);
      const after = parse(add(text, 'zz.yaml'));
      expect({ ...after, resources: undefined }).toEqual({
        ...before,
        resources: undefined,
      });
      expect(after.resources).toEqual([...before.resources, 'zz.yaml']);
    }
  });
});

describe('a kustomization that takes long to read', () => {
  it.each([
    [`a: ${'x'.repeat(500_000)}`, 'found 500003 characters'],
    [
      `a: ${'x'.repeat(100_000)}\nresources:\n- a.yaml\n`,
      'characters beside its plain list of resources, allowed: 100000',
    ],
    [`a:\n${'- b\n'.repeat(2000)}`, 'more than 4000 parts of YAML syntax'],
    [`a: ${'['.repeat(100)}`, 'more than 30 brackets'],
  ])('is refused', (text, found) => {
    for (const run of [
      () => add(text, 'b.yaml'),
      () =>
        mergeKustomization({
          path: PATH,
          base: text,
          ours: text,
          theirs: text,
        }),
    ]) {
      expect(run).toThrow(InputError);
      expect(run).toThrow(PATH);
      expect(run).toThrow(found);
      expect(run).toThrow('and run again');
    }
  });

  it('names the file where mappings are deep in each other', () => {
    const deep = Array.from(
      { length: 440 },
      (_, i) => `${' '.repeat(i)}a:\n`,
    ).join('');
    expect(() => add(`${deep}${deep}`, 'b.yaml')).toThrow(
      new RegExp(`^${PATH}`),
    );
  });
});
