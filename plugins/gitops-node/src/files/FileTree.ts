import { promises as fs } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { InputError } from '@backstage/errors';
import { isPathPart } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Tree, TreeFile } from './Tree';
import { pathProblem, twinOf } from './treePath';

/** A folder of the workspace. Its files are read and written by relative path. */
export class FileTree implements Tree {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** A file's text, or undefined where there is no such file. */
  async read(path: string): Promise<string | undefined> {
    const file = await this.#resolve(path);
    const stats = await orUndefined(fs.lstat(file));
    if (stats?.isDirectory()) {
      throw new InputError(`path: "${path}" is a folder; allowed: a file`);
    }
    return stats && fs.readFile(file, 'utf8');
  }

  /**
   * The paths of the files below a folder, at any depth; hidden ones and links are passed over. "" is the root.
   */
  async listAll(folder: string): Promise<string[]> {
    const path = folder === '' ? this.#root : await this.#resolve(folder);
    const entries = await orUndefined(
      fs.readdir(path, { withFileTypes: true }),
    );
    const found = await Promise.all(
      (entries ?? [])
        .filter(entry => isPathPart(entry.name))
        .map(entry => {
          const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
          if (entry.isDirectory()) {
            return this.listAll(below);
          }
          return entry.isFile() ? [below] : [];
        }),
    );
    return found.flat().sort();
  }

  /** The names of the regular files in a folder; none where there is no such folder. */
  async list(folder: string): Promise<string[]> {
    const entries = await orUndefined(
      fs.readdir(await this.#resolve(folder), { withFileTypes: true }),
    );
    return (entries ?? [])
      .filter(entry => entry.isFile())
      .map(entry => entry.name)
      .sort();
  }

  /** Writes a file, with the folders above it. */
  async write({ path, text }: TreeFile): Promise<void> {
    const file = await this.#resolve(path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.writeFile(file, text);
  }

  /** Deletes a file, and the folders above it that hold nothing else. */
  async remove(path: string): Promise<void> {
    await fs.rm(await this.#resolve(path));
    let folder = posix.dirname(path);
    while (folder !== '.') {
      const at = await this.#resolve(folder);
      if ((await fs.readdir(at)).length > 0) {
        return;
      }
      await fs.rmdir(at);
      folder = posix.dirname(folder);
    }
  }

  async #resolve(path: string): Promise<string> {
    const parts = path.split('/');
    const problem = pathProblem(path);
    if (problem) {
      throw new InputError(`path: ${problem}`);
    }
    // Part by part: a link in the middle would lead out before the last part is checked.
    let at = this.#root;
    for (const [i, part] of parts.entries()) {
      const twin = twinOf(part, (await orUndefined(fs.readdir(at))) ?? []);
      if (twin !== undefined) {
        throw new InputError(
          `path: "${path}" would stand beside "${twin}", which is the same name where case or Unicode form does not count; allowed: one of them`,
        );
      }
      at = join(at, part);
      const stats = await orUndefined(fs.lstat(at));
      if (stats?.isSymbolicLink()) {
        throw new InputError(
          `path: "${path}" leads over a symbolic link (${part}); allowed: folders and files`,
        );
      }
      if (i < parts.length - 1 && stats && !stats.isDirectory()) {
        throw new InputError(
          `path: "${path}" leads through "${part}", which is a file; allowed: folders`,
        );
      }
    }
    return at;
  }
}

async function orUndefined<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as { code: string }).code)) {
      return undefined;
    }
    throw error;
  }
}
