import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { RenderedManifest } from './RenderedManifest';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { FileTree } from './FileTree';
import { objectFiles, readObjects } from './readObjects';
import { recordOf } from './record';
import { stageManifests } from './stageManifests';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const yaml = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Thing\nmetadata:\n  name: ${name}\n  namespace: demo\nspec: ${spec}\n`;
const manifest = (name: string, spec = '{a: 1}'): RenderedManifest => ({
  id: { apiVersion: 'v1', kind: 'Thing', namespace: 'demo', name },
  path: `ns/demo/thing-${name}.yaml`,
  text: yaml(name, spec),
  object: {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name, namespace: 'demo' },
    spec: { a: 1 },
  },
});
describe('stageManifests', () => {
  const dir = createMockDirectory();
  const stage = (...names: string[]) =>
    stageManifests(
      new FileTree(dir.path),
      names.map(name => manifest(name)),
    );

  beforeEach(() => dir.setContent({}));

  it('creates files and their kustomization, once', async () => {
    const staged = await stage('a', 'b');
    expect(staged.changes.map(({ name, action }) => [name, action])).toEqual([
      ['a', 'created'],
      ['b', 'created'],
    ]);
    expect(staged.writes.map(({ path }) => path)).toEqual([
      'ns/demo/thing-a.yaml',
      'ns/demo/thing-b.yaml',
      'ns/demo/kustomization.yaml',
    ]);
    expect(dir.content()).toEqual({});

    const tree = new FileTree(dir.path);
    for (const file of staged.writes) {
      await tree.write(file);
    }
    const again = await stage('a', 'b');
    expect(again.writes).toEqual([]);
    expect(again.changes.every(({ action }) => action === 'unchanged')).toBe(
      true,
    );
  });

  it('does not change an equal object that is written in another way', async () => {
    dir.setContent({
      'ns/demo/thing-a.yaml': `# A person's comment.\n${yaml('a', '\n  a: 1')}`,
      'ns/demo/kustomization.yml': 'resources:\n- ./thing-a.yaml\n',
    });
    expect((await stage('a')).writes).toEqual([]);
  });

  describe('in a file that was written before', () => {
    const PATH = 'ns/demo/thing-a.yaml';
    const tree = () => new FileTree(dir.path);
    const ask = (spec: object) => {
      const object = { ...manifest('a').object, spec };
      return stageManifests(tree(), [
        { ...manifest('a'), object, text: stringify(object) },
      ]);
    };
    const read = async () => (await tree().read(PATH))!;
    const edit = async (change: (text: string) => string) =>
      tree().write({ path: PATH, text: change(await read()) });

    beforeEach(async () => {
      const { writes } = await ask({ a: 1, list: [{ name: 'x', n: 1 }] });
      for (const file of writes) {
        await tree().write(file);
      }
    });

    it('records the written object', async () => {
      const [{ object }] = parseManifests({ name: PATH, text: await read() });
      expect(recordOf(object)?.spec).toEqual({
        a: 1,
        list: [{ name: 'x', n: 1 }],
      });
      expect((await ask({ a: 1, list: [{ name: 'x', n: 1 }] })).writes).toEqual(
        [],
      );
    });

    it('makes the wanted change, and keeps the changes and comments of people', async () => {
      await edit(
        text =>
          `# Mine.\n${text
            .replace(
              '      n: 1',
              '      n: 1\n    - name: y # by hand\n      n: 2',
            )
            .replace(
              '  namespace: demo',
              '  namespace: demo\n  labels: {by: hand}',
            )}`,
      );
      const { changes, writes, objects } = await ask({
        a: 7,
        list: [{ name: 'x', n: 1 }],
      });
      expect(changes[0].action).toBe('configured');
      expect(objects[0].spec).toEqual({
        a: 7,
        list: [
          { name: 'x', n: 1 },
          { name: 'y', n: 2 },
        ],
      });
      expect(writes).toHaveLength(1);
      expect(writes[0].text).toContain('# Mine.');
      expect(writes[0].text).toContain('name: y # by hand');
      expect(writes[0].text).toContain('labels: {by: hand}');
    });

    it('reports unchanged when people changed only other fields', async () => {
      await edit(text => text.replace('n: 1', 'n: 5'));
      const { changes, objects } = await ask({
        a: 1,
        list: [{ name: 'x', n: 1 }],
      });
      expect(changes[0].action).toBe('unchanged');
      expect(objects[0].spec).toEqual({ a: 1, list: [{ name: 'x', n: 5 }] });
    });

    it('stops when both sides changed the same field, and shows the line and both values', async () => {
      await edit(text => text.replace('  a: 1', '  a: 2'));
      const line =
        (await read()).split('\n').findIndex(l => l === '  a: 2') + 1;
      await expect(ask({ a: 3, list: [{ name: 'x', n: 1 }] })).rejects.toThrow(
        `Thing/demo/a was changed by hand where this request changes it too. ${PATH}:${line} spec.a: found 2, this request 3, last written 1. Nothing was written`,
      );
    });

    it.each([
      ['CRLF', (text: string) => text.replace(/\n/g, '\r\n')],
      ['a byte order mark', (text: string) => `\uFEFF${text}`],
      [
        'lists that are not indented',
        (text: string) => text.replace(/^ {2}( +)(?=- |n)/gm, '$1'),
      ],
    ])('changes one line of a file with %s', async (_what, change) => {
      await edit(text => change(text.replace('spec:', '# keep\nspec:')));
      const before = (await read()).split('\n');
      const { writes } = await ask({ a: 7, list: [{ name: 'x', n: 1 }] });
      const after = writes[0].text.split('\n');
      expect(after.length).toBe(before.length);
      expect(
        after.filter((line, i) => line !== before[i]).map(line => line.trim()),
      ).toEqual([expect.stringContaining('last-rendered'), 'a: 7']);
    });

    it('refuses to lose a second document', async () => {
      await edit(text => `${text}---\n# kind: Old\n`);
      await expect(ask({ a: 7, list: [{ name: 'x', n: 1 }] })).rejects.toThrow(
        `${PATH}: found 2 YAML documents, allowed: one`,
      );
    });

    it('sees no conflict when the manifest returns to the value in the file', async () => {
      await edit(text => text.replace('  a: 1', '  a: 2'));
      const { changes, writes } = await ask({
        a: 2,
        list: [{ name: 'x', n: 1 }],
      });
      expect(changes[0].action).toBe('configured');
      const [{ object }] = parseManifests({ name: PATH, text: writes[0].text });
      expect(recordOf(object)?.spec).toMatchObject({ a: 2 });
    });
  });

  it('never overwrites a file that it did not write', async () => {
    dir.setContent({
      'ns/demo/thing-a.yaml': yaml('a', '{a: 2, b: 1}'),
      'ns/demo/kustomization.yaml': 'resources:\n- thing-a.yaml\n',
    });
    await expect(stage('a')).rejects.toThrow(
      'ns/demo/thing-a.yaml:6 spec.a: found 2, this request 1. Nothing was written. No record says',
    );
  });

  it('adds only to the kustomization when nothing else is missing', async () => {
    dir.setContent({ 'ns/demo/thing-a.yaml': yaml('a', '{a: 1}') });
    const { changes, writes } = await stage('a');
    expect(changes[0].action).toBe('unchanged');
    expect(writes.map(({ path }) => path)).toEqual([
      'ns/demo/kustomization.yaml',
    ]);
  });

  it.each([
    ['another object', yaml('b', '{}'), 'found Thing/demo/b'],
    [
      'two objects',
      `${yaml('a', '{}')}---\n${yaml('b', '{}')}`,
      'found Thing/demo/a, Thing/demo/b',
    ],
    ['none', '# nothing\n', 'found no object'],
    ['broken YAML', 'a: [\n', 'is not valid YAML'],
  ])('refuses a file that holds %s', async (_what, text, message) => {
    dir.setContent({ 'ns/demo/thing-a.yaml': text });
    await expect(stage('a')).rejects.toThrow(message);
    await expect(stage('a')).rejects.toThrow('ns/demo/thing-a.yaml');
  });

  it('refuses a folder with two kustomizations', async () => {
    dir.setContent({
      'ns/demo/kustomization.yaml': '',
      'ns/demo/Kustomization': '',
    });
    await expect(stage('a')).rejects.toThrow(
      'ns/demo: found Kustomization and kustomization.yaml, allowed: one of them',
    );
  });

  it('reads the objects of folders, and passes over other files', async () => {
    dir.setContent({
      'ns/demo/thing-a.yaml': yaml('a', '{}'),
      'ns/demo/values.yaml': 'replicas: 1\n',
      'ns/demo/broken.yaml': 'a: [\n',
      'ns/demo/readme.md': '# x\n',
      'ns/demo/kustomization.yaml': 'resources: []\n',
      'ns/other/thing-c.yaml': yaml('c', '{}'),
    });
    const tree = new FileTree(dir.path);
    const found = await readObjects({
      tree,
      paths: await objectFiles(tree, ['ns/demo', 'ns/demo', 'ns/missing']),
      kinds: ['Thing'],
    });
    expect(
      found.map(({ path, object }) => [path, object.metadata.name]),
    ).toEqual([['ns/demo/thing-a.yaml', 'a']]);
  });

  it('reads an unquoted MAC address and a date as the texts that they are', async () => {
    dir.setContent({
      'ns/demo/thing-a.yaml': yaml(
        'a',
        '{mac: 02:00:00:00:00:01, at: 2020-01-01}',
      ),
    });
    const [{ object }] = await readObjects({
      tree: new FileTree(dir.path),
      paths: ['ns/demo/thing-a.yaml'],
      kinds: ['Thing'],
    });
    expect(object.spec).toEqual({ mac: '02:00:00:00:00:01', at: '2020-01-01' });
  });

  it('refuses an object that is too long for its own record', async () => {
    const object = {
      ...manifest('a').object,
      spec: { text: 'x'.repeat(70_000) },
    };
    await expect(
      stageManifests(new FileTree(dir.path), [
        { ...manifest('a'), object, text: stringify(object) },
      ]),
    ).rejects.toThrow(
      /ns\/demo\/thing-a.yaml: found a manifest of 70[0-9]+ bytes, allowed: 65536/,
    );
  });

  it('refuses to write an object that exists elsewhere in the repository', async () => {
    await expect(
      stageManifests(
        new FileTree(dir.path),
        [manifest('a')],
        [{ path: 'old/a.yaml', object: manifest('a').object }],
      ),
    ).rejects.toThrow('old/a.yaml: found Thing/demo/a, allowed in ns/demo');
  });

  it('refuses to write an object that exists in another file of the folder', async () => {
    dir.setContent({ 'ns/demo/by-hand.yaml': yaml('a', '{a: 1}') });
    await expect(stage('a')).rejects.toThrow(
      'ns/demo/by-hand.yaml: found Thing/demo/a, allowed in ns/demo/thing-a.yaml alone',
    );
  });
});
