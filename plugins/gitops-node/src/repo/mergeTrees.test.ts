import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { git as runGit } from 'git-server';
import git from 'isomorphic-git';
import { Content, plant } from './__testUtils__/plant';
import { GitStore } from './GitStore';
import { GitTree } from './GitTree';
import { mergeTrees } from './mergeTrees';
import { resolveFile } from './resolveFile';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

describe('mergeTrees', () => {
  const dir = createMockDirectory();
  let store: GitStore;

  beforeEach(async () => {
    dir.setContent({});
    store = new GitStore(join(dir.path, 'git'));
    await git.init({ ...store.at, bare: true });
  });

  const merge = async (sides: {
    base?: Content;
    ours: Content;
    theirs: Content;
  }) =>
    new GitTree(
      store,
      await mergeTrees({
        store,
        base: sides.base && (await plant(store, sides.base)),
        ours: await plant(store, sides.ours),
        theirs: await plant(store, sides.theirs),
        resolve: resolveFile,
      }),
    );
  const manifest = (spec: string) =>
    `apiVersion: v1\nkind: Thing\nmetadata:\n  name: a\nspec:\n${spec}`;

  it('takes over entries of any type that one side changed, added or removed', async () => {
    const base: Content = {
      'a/x': '1',
      'a/y': '1',
      'b/z': '1',
      link: { link: 'a' },
      gone: '1',
    };
    const { gone: _, ...kept } = base;
    const tree = await merge({
      base,
      ours: { ...base, 'a/x': '2', 'n/e/w': '1' },
      theirs: {
        ...kept,
        'b/z': '2',
        link: { link: 'b' },
        sub: { submodule: true },
      },
    });
    expect(await tree.read('a/x')).toBe('2');
    expect(await tree.read('a/y')).toBe('1');
    expect(await tree.read('b/z')).toBe('2');
    expect(await tree.read('n/e/w')).toBe('1');
    expect(await tree.read('gone')).toBeUndefined();
    expect(await tree.entry('sub')).toMatchObject({ mode: '160000' });
    await expect(tree.read('link')).rejects.toThrow('a symbolic link');
  });

  it('merges a manifest that both sides changed, field by field', async () => {
    const tree = await merge({
      base: { 'a.yaml': manifest('  a: 1\n  b: 1\n') },
      ours: { 'a.yaml': manifest('  a: 2\n  b: 1\n') },
      theirs: { 'a.yaml': manifest('  a: 1\n  b: 3 # theirs\n') },
    });
    expect(await tree.read('a.yaml')).toBe(
      manifest('  a: 2\n  b: 3 # theirs\n'),
    );
  });

  it('keeps the comments of both sides where their lines can be merged', async () => {
    const tree = await merge({
      base: { 'a.yaml': manifest('  a: 1\n  x: 1\n  b: 1\n') },
      ours: { 'a.yaml': manifest('  a: 2 # ours\n  x: 1\n  b: 1\n') },
      theirs: { 'a.yaml': manifest('  a: 1\n  x: 1\n  b: 3 # theirs\n') },
    });
    expect(await tree.read('a.yaml')).toBe(
      manifest('  a: 2 # ours\n  x: 1\n  b: 3 # theirs\n'),
    );
  });

  it('names a kustomization that is no YAML', async () => {
    await expect(
      merge({
        base: { 'x/kustomization.yaml': 'resources: [a]\n' },
        ours: { 'x/kustomization.yaml': 'resources: [a, b]\n' },
        theirs: { 'x/kustomization.yaml': '<<<<<<< main\nresources: [\n' },
      }),
    ).rejects.toThrow('x/kustomization.yaml: found a YAML error');
  });

  it.each<[string, { base?: Content; ours: Content; theirs: Content }, string]>(
    [
      [
        'a field that both changed',
        {
          base: { 'a.yaml': manifest('  a: 1\n') },
          ours: { 'a.yaml': manifest('  a: 2\n') },
          theirs: { 'a.yaml': manifest('  a: 3\n') },
        },
        'a.yaml:6 spec.a: found 3, the branch of this change 2, last written 1. Nothing was written',
      ],
      [
        'a file that one changed and the other took away',
        {
          base: { 'a.yaml': manifest('  a: 1\n') },
          ours: { 'a.yaml': manifest('  a: 2\n') },
          theirs: {},
        },
        'a.yaml: the base branch has moved since the branch of this change left it, and one side changed it and the other took it away',
      ],
      [
        'a file that is no manifest',
        {
          base: { 'a.txt': '1' },
          ours: { 'a.txt': '2' },
          theirs: { 'a.txt': '3' },
        },
        'a.txt: the base branch has moved',
      ],
      [
        'a file that became a link',
        {
          base: { 'a.yaml': '1' },
          ours: { 'a.yaml': '2' },
          theirs: { 'a.yaml': { link: '/etc/passwd' } },
        },
        'a.yaml: the base branch has moved',
      ],
      [
        'a file that became a folder',
        {
          base: { a: '1' },
          ours: { a: '2' },
          theirs: { 'a/b': '3' },
        },
        'a: the base branch has moved',
      ],
      [
        'another key of a kustomization',
        {
          base: { 'kustomization.yaml': 'resources: [a]\n' },
          ours: { 'kustomization.yaml': 'resources: [a]\nnamePrefix: x\n' },
          theirs: { 'kustomization.yaml': 'resources: [a]\nnamePrefix: y\n' },
        },
        'kustomization.yaml: found changes both on the base branch',
      ],
      [
        'an entry of a kustomization that the branch took away',
        {
          base: { 'kustomization.yaml': 'resources: [a, b]\n' },
          ours: { 'kustomization.yaml': 'resources: [b]\n' },
          theirs: { 'kustomization.yaml': 'resources: [a, b, c]\n' },
        },
        'kustomization.yaml: found changes both on the base branch',
      ],
    ],
  )('leaves to a person: %s', async (_what, sides, message) => {
    await expect(merge(sides)).rejects.toThrow(message);
  });

  it('adds the entries of both sides to a kustomization, and leaves out those that main removed', async () => {
    const tree = await merge({
      base: { 'kustomization.yaml': 'resources:\n- b\n- gone\n' },
      ours: { 'kustomization.yaml': 'resources:\n- b\n- gone\n- mine\n' },
      theirs: { 'kustomization.yaml': 'resources: # list\n- a\n- b\n' },
    });
    expect(await tree.read('kustomization.yaml')).toBe(
      'resources: # list\n- a\n- b\n- mine\n',
    );
  });

  it('gives the same result as git merge-tree', async () => {
    const path = fc.constantFrom('a', 'b', 'd/a', 'd/b', 'd/e/a', 'f/a');
    // No two files are alike, so that git finds none renamed.
    const side = fc
      .dictionary(path, fc.constantFrom('1', '2', '3'))
      .map(content =>
        Object.fromEntries(
          Object.entries(content).map(([name, value]) => [
            name,
            createHash('sha256').update(name).update(value).digest('hex'),
          ]),
        ),
      );
    const { gitdir } = store.at;
    const commit = async (content: Content, parent: string[]) => {
      const person = {
        name: 'p',
        email: 'p@example.com',
        timestamp: 1,
        timezoneOffset: 0,
      };
      return git.writeCommit({
        ...store.at,
        commit: {
          tree: await plant(store, content),
          parent,
          message: 'x\n',
          author: person,
          committer: person,
        },
      });
    };
    await fc.assert(
      fc.asyncProperty(side, side, side, async (base, ours, theirs) => {
        const root = await commit(base, []);
        const [one, other] = [
          await commit(ours, [root]),
          await commit(theirs, [root]),
        ];
        const wanted = await runGit([
          ...['--git-dir', gitdir, 'merge-tree', '--write-tree', one, other],
        ]).catch(() => undefined);
        // What takes a person there, takes a person here.
        const found = await mergeTrees({
          store,
          base: await store.treeOf(root),
          ours: await store.treeOf(one),
          theirs: await store.treeOf(other),
          resolve: () => {
            throw new Error('by hand');
          },
        }).catch(() => undefined);
        expect(found).toBe(wanted);
      }),
      { numRuns: 150 },
    );
  });
});
