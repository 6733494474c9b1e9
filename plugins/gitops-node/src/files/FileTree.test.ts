import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { FileTree } from './FileTree';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

describe('FileTree', () => {
  const dir = createMockDirectory();
  const outside = createMockDirectory();
  let tree: FileTree;

  beforeEach(() => {
    dir.setContent({ 'a/b.yaml': 'b', 'a/c/d.yaml': 'd' });
    outside.setContent({ 'secret.yaml': 'secret' });
    tree = new FileTree(dir.path);
  });

  it('reads, lists and writes', async () => {
    expect(await tree.read('a/b.yaml')).toBe('b');
    expect(await tree.read('a/x.yaml')).toBeUndefined();
    expect(await tree.read('x/y/z.yaml')).toBeUndefined();
    expect(await tree.list('a')).toEqual(['b.yaml']);
    expect(await tree.list('x')).toEqual([]);
    await tree.write({ path: 'n/e/w.yaml', text: 'new' });
    expect(await tree.read('n/e/w.yaml')).toBe('new');
  });

  it.each([
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    '',
    'a//b',
    'a/./b',
    '.git/config',
    'a/.git/hooks/x',
    'a\\b',
    'a\u0000b',
    'a b',
  ])('refuses the path %p', async path => {
    await expect(tree.read(path)).rejects.toThrow('path: found');
    await expect(tree.write({ path, text: 'x' })).rejects.toThrow(
      'path: found',
    );
  });

  it('lists all files below a folder', async () => {
    expect(await tree.listAll('a')).toEqual(['a/b.yaml', 'a/c/d.yaml']);
    expect(await tree.listAll('')).toEqual(['a/b.yaml', 'a/c/d.yaml']);
    expect(await tree.listAll('x')).toEqual([]);
  });

  it('names the entry that blocks a path', async () => {
    for (const read of [
      tree.read('a/b.yaml/c'),
      tree.write({ path: 'a/b.yaml/c', text: '' }),
    ]) {
      await expect(read).rejects.toThrow(
        'path: "a/b.yaml/c" leads through "b.yaml", which is a file',
      );
    }
    await expect(tree.read('a/c')).rejects.toThrow('path: "a/c" is a folder');
  });

  it('follows no link to a file, to a folder or to nothing', async () => {
    await fs.symlink(outside.path, join(dir.path, 'folder'));
    await fs.symlink(join(outside.path, 'secret.yaml'), join(dir.path, 'file'));
    await fs.symlink(join(outside.path, 'new.yaml'), join(dir.path, 'nothing'));
    for (const path of ['folder/secret.yaml', 'folder/x', 'file', 'nothing']) {
      await expect(tree.read(path)).rejects.toThrow('symbolic link');
      await expect(tree.write({ path, text: 'x' })).rejects.toThrow(
        'symbolic link',
      );
    }
    await expect(tree.list('folder')).rejects.toThrow('symbolic link');
    expect(outside.content()).toEqual({ 'secret.yaml': 'secret' });
  });
});
