import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import git from 'isomorphic-git';
import { FileTree } from '../files/FileTree';
import { Tree } from '../files/Tree';
import { Content, plant } from './__testUtils__/plant';
import { GitStore } from './GitStore';
import { GitTree } from './GitTree';

/** What leads elsewhere, and the path that leads over it. */
const CASES: Array<{ what: string; content: Content; path: string }> = [
  ['to a file beside it', 'a/l.yaml', 'x.yaml', 'a/l.yaml'],
  ['to a file above it', 'a/l.yaml', '../top.yaml', 'a/l.yaml'],
  ['out of the tree', 'a/l.yaml', '../../outside.yaml', 'a/l.yaml'],
  [
    'far out of the tree',
    'a/l.yaml',
    '../../../../../../etc/passwd',
    'a/l.yaml',
  ],
  ['to an absolute path', 'a/l.yaml', '/etc/passwd', 'a/l.yaml'],
  ['to nothing', 'a/l.yaml', 'nothing.yaml', 'a/l.yaml'],
  ['to nothing outside', 'a/l.yaml', '../../nothing.yaml', 'a/l.yaml'],
  ['to itself', 'a/l.yaml', 'l.yaml', 'a/l.yaml'],
  ['to the repository’s own files', 'a/l.yaml', '../.git/config', 'a/l.yaml'],
  ['to a folder', 'l', 'a', 'l/x.yaml'],
  ['to a folder, for a new file', 'l', 'a', 'l/new.yaml'],
  ['to a folder, for a new folder', 'l', 'a', 'l/new/new.yaml'],
  ['to the folder above', 'l', '..', 'l/outside.yaml'],
  ['to an absolute folder', 'l', '/etc', 'l/passwd'],
  ['to a folder that is not there', 'l', 'nowhere', 'l/x.yaml'],
  ['to the root', 'a/l', '..', 'a/l/top.yaml'],
  ['to the root, and on', 'a/l', '..', 'a/l/a/x.yaml'],
  ['to the folder that it is in', 'a/l', '.', 'a/l/x.yaml'],
  ['in the middle', 'a/b/l', '../..', 'a/b/l/a/x.yaml'],
  ['with a slash at its end', 'l', 'a/', 'l/x.yaml'],
  ['to a path with a dot', 'l', './a/../a', 'l/x.yaml'],
  [
    'in place of kustomization.yaml',
    'a/kustomization.yaml',
    '../top.yaml',
    'a/kustomization.yaml',
  ],
]
  .map(([what, at, link, path]) => ({
    what: `a link ${what}`,
    content: { [at]: { link } } as Content,
    path,
  }))
  .concat([
    {
      what: 'a chain of links to a file',
      content: {
        'a/l.yaml': { link: 'm.yaml' },
        'a/m.yaml': { link: 'n.yaml' },
        'a/n.yaml': { link: 'x.yaml' },
      },
      path: 'a/l.yaml',
    },
    {
      what: 'a chain of links to a folder',
      content: { l: { link: 'm' }, m: { link: 'a' } },
      path: 'l/x.yaml',
    },
    {
      what: 'a chain of links out of the tree',
      content: { l: { link: 'm' }, m: { link: '..' } },
      path: 'l/outside.yaml',
    },
    {
      what: 'links that lead in a circle',
      content: { l: { link: 'm' }, m: { link: 'l' } },
      path: 'l/x.yaml',
    },
    {
      what: 'a link behind a folder',
      content: { 'a/b/c/l': { link: '../../..' } },
      path: 'a/b/c/l/top.yaml',
    },
  ]);

const FILES: Content = { 'a/x.yaml': 'x', 'top.yaml': 'top' };

describe('links in a tree', () => {
  const dir = createMockDirectory();

  beforeEach(async () => {
    dir.setContent({});
    await fs.writeFile(join(dir.path, 'outside.yaml'), 'outside');
  });

  const onDisk = async (content: Content): Promise<Tree & Writable> => {
    const root = join(dir.path, 'root');
    await fs.mkdir(root);
    for (const [path, value] of Object.entries(content)) {
      await fs.mkdir(dirname(join(root, path)), { recursive: true });
      await (typeof value === 'string'
        ? fs.writeFile(join(root, path), value)
        : fs.symlink((value as { link: string }).link, join(root, path)));
    }
    return new FileTree(root);
  };
  const inGit = async (content: Content): Promise<Tree & Writable> => {
    const store = new GitStore(join(dir.path, 'git'));
    await git.init({ ...store.at, bare: true });
    const tree = new GitTree(store, await plant(store, content));
    return Object.assign(tree, {
      write: async (file: { path: string; text: string }) => {
        await tree.with([file]);
      },
    });
  };

  it('has enough cases', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(24);
  });

  describe.each([
    ['on disk', onDisk],
    ['in a repository', inGit],
  ])('%s', (_where, plantTree) => {
    it('reads regular files', async () => {
      const tree = await plantTree(FILES);
      expect(await tree.read('a/x.yaml')).toBe('x');
      expect(await tree.listAll('')).toEqual(['a/x.yaml', 'top.yaml']);
    });

    it.each(CASES)(
      'refuses $what, for reading and for writing',
      async ({ content, path }) => {
        const tree = await plantTree({ ...FILES, ...content });
        await expect(tree.read(path)).rejects.toThrow(/symbolic link/);
        await expect(tree.write({ path, text: 'mine' })).rejects.toThrow(
          /symbolic link/,
        );
        expect((await tree.listAll('')).sort()).toEqual(Object.keys(FILES));
        expect(await fs.readFile(join(dir.path, 'outside.yaml'), 'utf8')).toBe(
          'outside',
        );
      },
    );

    it('refuses a name that differs only in case', async () => {
      const tree = await plantTree({ ...FILES, 'B/y.yaml': 'y' });
      await expect(tree.read('b/y.yaml')).rejects.toThrow(
        /would stand beside "B"/,
      );
      await expect(tree.write({ path: 'a/X.yaml', text: 'x' })).rejects.toThrow(
        /would stand beside "x.yaml"/,
      );
    });
  });

  it('refuses a submodule, as a folder and as a file', async () => {
    const tree = await inGit({ ...FILES, sub: { submodule: true } });
    await expect(tree.read('sub/x.yaml')).rejects.toThrow(/a submodule/);
    await expect(tree.read('sub')).rejects.toThrow(/a submodule/);
    await expect(tree.write({ path: 'sub/x.yaml', text: 'x' })).rejects.toThrow(
      /a submodule/,
    );
  });
});

interface Writable {
  write(file: { path: string; text: string }): Promise<void>;
}
