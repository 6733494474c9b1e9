import { createMockDirectory } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { FileTree } from './FileTree';
import { entityFile } from './entityFile';
import { StagedChange, isUpToDate, stageManifests } from './stageManifests';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const FOLDER = 'ns/demo';
const pathOf = (name: string) => `${FOLDER}/thing-${name}.yaml`;
const idOf = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Thing',
  namespace: 'demo',
  name,
});
const manifest = (name: string) => {
  const object = {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name, namespace: 'demo' },
    spec: { a: 1, list: [{ name: 'x', n: 1 }] },
  };
  const id = idOf(name);
  return { id, path: pathOf(name), object, text: stringify(object) };
};
const removal = (name: string, path = pathOf(name)) => ({
  type: 'object' as const,
  id: idOf(name),
  path,
});

describe('the removal of an object from a tree', () => {
  const dir = createMockDirectory();
  const tree = new FileTree(dir.path);
  beforeEach(() => dir.setContent({}));

  const apply = async ({ writes, deletes }: StagedChange) => {
    for (const file of writes) {
      await tree.write(file);
    }
    for (const path of deletes) {
      await tree.remove(path);
    }
  };
  const add = async (...names: string[]) =>
    apply(await stageManifests(tree, names.map(manifest)));
  const stage = (...names: string[]) =>
    stageManifests(
      tree,
      [],
      [],
      names.map(name => removal(name)),
    );
  const edit = async (name: string, change: (text: string) => string) => {
    const path = pathOf(name);
    await tree.write({ path, text: change((await tree.read(path))!) });
  };

  it('deletes the file and its line, and keeps the rest of the kustomization', async () => {
    const before = {
      [FOLDER]: {
        'kustomization.yaml':
          '# Ours.\nresources:\n- z.yaml # last\n# of the others\n- ./m.yaml\nlabels: []\n',
      },
    };
    dir.setContent(before);
    await add('a');
    const staged = await stage('a');
    expect(staged.changes).toEqual([
      {
        ...{ kind: 'Thing', namespace: 'demo', name: 'a' },
        ...{ action: 'deleted', path: pathOf('a') },
      },
    ]);
    expect(staged.deletes).toEqual([pathOf('a')]);
    await apply(staged);
    expect(dir.content()).toEqual({
      ns: { demo: before[FOLDER] },
    });
  });

  it('is unchanged the second time', async () => {
    await add('a', 'b');
    await apply(await stage('a'));
    const again = await stage('a');
    expect(again.changes[0].action).toBe('unchanged');
    expect(isUpToDate(again)).toBe(true);
  });

  it('writes and removes in one change', async () => {
    await add('a');
    const staged = await stageManifests(
      tree,
      [manifest('b')],
      [],
      [removal('a')],
    );
    expect(staged.changes.map(({ name, action }) => [name, action])).toEqual([
      ['b', 'created'],
      ['a', 'deleted'],
    ]);
    await apply(staged);
    expect(await tree.read(`${FOLDER}/kustomization.yaml`)).toContain(
      'resources:\n  - thing-b.yaml\n',
    );
  });

  it('takes away the entity file that we wrote, and no other', async () => {
    const entity = (text?: string) => {
      const file = entityFile(pathOf('a'), {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'a' },
      });
      return { ...file, text: text ?? file.text };
    };
    await add('a', 'b');
    await tree.write(entity());
    expect((await stage('a')).deletes).toEqual([pathOf('a'), entity().path]);
    await tree.write(
      entity('apiVersion: backstage.io/v1alpha1\nkind: Resource\n'),
    );
    expect((await stage('a')).deletes).toEqual([pathOf('a')]);
  });

  it('refuses what a person changed since, with the line', async () => {
    await add('a');
    await edit('a', text => text.replace('  a: 1', '  a: 3'));
    await expect(stage('a')).rejects.toThrow(
      /^Thing\/demo\/a is to be removed, but was changed by hand\. ns\/demo\/thing-a\.yaml:\d+ spec\.a\. Nothing was written\. Change the file back/,
    );
  });

  it('refuses a change by hand without its value, which may be a password', async () => {
    await add('a');
    await edit('a', text => `${text}stringData:\n  password: hunter2\n`);
    const error = await stage('a').catch((thrown: Error) => thrown.message);
    expect(error).toContain(' stringData.');
    expect(error).not.toContain('hunter2');
  });

  it('refuses a file that also holds a manifest that is commented out', async () => {
    await add('a');
    await edit('a', text => `${text}---\n# apiVersion: v1\n# kind: Thing\n`);
    await expect(stage('a')).rejects.toThrow(
      `${pathOf('a')}: found 2 YAML documents, allowed: one`,
    );
  });

  it('removes an object that a person only laid out otherwise', async () => {
    await add('a');
    await edit('a', text => `# Mine.\n${text.replace('a: 1', 'a:   1')}`);
    expect((await stage('a')).deletes).toContain(pathOf('a'));
  });

  it('refuses what we have no record of', async () => {
    await tree.write({ path: pathOf('a'), text: manifest('a').text });
    await expect(stage('a')).rejects.toThrow(
      'no record says what was written there last',
    );
  });

  it('refuses an object that is in another file', async () => {
    await add('a');
    await expect(
      stageManifests(tree, [], [], [removal('a', `${FOLDER}/other.yaml`)]),
    ).rejects.toThrow(
      `${pathOf(
        'a',
      )}: found Thing/demo/a, allowed in ${FOLDER}/other.yaml alone`,
    );
  });

  it('takes one document out of a file that holds others', async () => {
    await add('a');
    const own = (await tree.read(pathOf('a')))!;
    const [before, after] = ['b', 'c'].map(name => manifest(name).text);
    await tree.write({
      path: pathOf('a'),
      text: `${before}---\n${own}---\n# of c\n${after}`,
    });
    const staged = await stage('a');
    expect(staged.deletes).toEqual([]);
    expect(staged.writes).toEqual([
      { path: pathOf('a'), text: `${before}---\n# of c\n${after}` },
    ]);
  });

  it('gives back the tree of before an addition, byte for byte', async () => {
    const name = fc
      .tuple(
        fc.constantFrom('', './'),
        fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
        fc.constantFrom('.yaml', '.yml'),
      )
      .map(([dot, stem, end]) => ({ key: stem + end, text: dot + stem + end }));
    const comment = fc.constantFrom('', ' # by hand', '   # - x.yaml');
    const between = fc.constantFrom('', '# of the next\n', '\n', '  # - a\n');
    const kustomization = fc
      .record({
        head: fc.constantFrom('', '# Ours.\n', 'namespace:   demo # kept\n'),
        indent: fc.constantFrom('', '  ', '    '),
        items: fc.uniqueArray(fc.tuple(name, comment, between), {
          minLength: 1,
          maxLength: 6,
          selector: ([{ key }]) => key,
        }),
        tail: fc.constantFrom('', 'labels: {a: "1",   b: \'2\'}\n', '# end\n'),
        newline: fc.constantFrom('\n', '\r\n'),
      })
      .map(({ head, indent, items, tail, newline }) =>
        `${head}resources:\n${items
          .map(
            ([{ text }, end, next], i) =>
              `${indent}- ${text}${end}\n${i < items.length - 1 ? next : ''}`,
          )
          .join('')}${tail}`.replace(/\n/g, newline),
      );
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.option(kustomization, { nil: undefined }),
        names,
        async (text, added) => {
          dir.setContent(
            text === undefined
              ? { 'README.md': 'x' }
              : { [`${FOLDER}/kustomization.yaml`]: text, 'README.md': 'x' },
          );
          const before = dir.content();
          await add(...added);
          await apply(await stage(...added));
          expect(dir.content()).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });
});
