import { InputError } from '@backstage/errors';
import { isPathPart } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Tree, TreeFile } from '../files/Tree';
import { pathProblem } from '../files/treePath';
import { TreeEntry } from './Folder';
import { FILE_MODES, GitStore, TREE_MODE } from './GitStore';

const OTHER_MODES: Record<string, string> = {
  '120000': 'a symbolic link',
  '160000': 'a submodule',
};

/**
 * The files of one tree of a repository, read from its objects. There is no working copy, so a link in the repository
 * leads nowhere: it is an entry of another mode, and is refused.
 */
export class GitTree implements Tree {
  readonly #store: GitStore;
  readonly oid: string;

  constructor(store: GitStore, oid: string) {
    this.#store = store;
    this.oid = oid;
  }

  async read(path: string): Promise<string | undefined> {
    const entry = await this.entry(path);
    if (entry && !FILE_MODES.includes(entry.mode)) {
      throw new InputError(
        `path: "${path}" is ${
          OTHER_MODES[entry.mode] ?? 'a folder'
        }; allowed: a file`,
      );
    }
    return entry && this.#store.readText(entry.oid);
  }

  async list(folder: string): Promise<string[]> {
    return (await this.#folder(folder))
      .filter(({ mode }) => FILE_MODES.includes(mode))
      .map(({ name }) => name)
      .sort();
  }

  async listAll(folder: string): Promise<string[]> {
    const start = await this.#folderAt(folder);
    return start ? (await this.#below(start, folder)).sort() : [];
  }

  /**
   * The tree with some files written and others deleted; this one is not changed.
   *
   * @throws InputError for a path that is not allowed, or that leads through something other than folders.
   */
  async with(files: TreeFile[], deletes: string[] = []): Promise<GitTree> {
    const changes = new Map<string, string | null>([
      ...files.map(({ path, text }) => [path, text] as const),
      ...deletes.map(path => [path, null] as const),
    ]);
    for (const path of changes.keys()) {
      await this.read(path);
    }
    return new GitTree(
      this.#store,
      await this.#store.withFiles(this.oid, changes),
    );
  }

  /** The entry at a path; undefined where there is none. */
  async entry(path: string): Promise<TreeEntry | undefined> {
    const problem = pathProblem(path);
    if (problem) {
      throw new InputError(`path: ${problem}`);
    }
    const parts = path.split('/');
    let at: TreeEntry | undefined = {
      name: '',
      mode: TREE_MODE,
      oid: this.oid,
    };
    for (const [i, part] of parts.entries()) {
      at = await this.#step({ path, folder: at, part });
      if (at === undefined) {
        return undefined;
      }
      if (i < parts.length - 1 && at.mode !== TREE_MODE) {
        throw new InputError(
          `path: "${path}" leads through "${part}", which is ${
            OTHER_MODES[at.mode] ?? 'a file'
          }; allowed: folders`,
        );
      }
    }
    return at;
  }

  async #step(options: {
    path: string;
    folder: TreeEntry;
    part: string;
  }): Promise<TreeEntry | undefined> {
    const { path, folder, part } = options;
    const entries = await this.#store.folder(folder.oid);
    const twin = entries.twinOf(part);
    if (twin !== undefined) {
      throw new InputError(
        `path: "${path}" would stand beside "${twin}", which is the same name where case or Unicode form does not count; allowed: one of them, so rename it in the repository`,
      );
    }
    const found = entries.find(part);
    if (found.length > 1) {
      throw new InputError(
        `path: "${path}": the repository has "${part}" ${found.length} times in one folder; allowed: once`,
      );
    }
    return found[0];
  }

  async #folder(folder: string): Promise<TreeEntry[]> {
    const oid = await this.#folderAt(folder);
    return oid === undefined ? [] : this.#store.readTree(oid);
  }

  async #folderAt(folder: string): Promise<string | undefined> {
    if (folder === '') {
      return this.oid;
    }
    const entry = await this.entry(folder);
    return entry?.mode === TREE_MODE ? entry.oid : undefined;
  }

  /** Walks by the hashes of the trees, so that each tree is read once. */
  async #below(oid: string, folder: string): Promise<string[]> {
    const found: string[] = [];
    for (const { name, mode, oid: entry } of await this.#store.readTree(oid)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!isPathPart(name)) {
        continue;
      }
      if (mode === TREE_MODE) {
        for (const below of await this.#below(entry, path)) {
          found.push(below);
        }
      } else if (FILE_MODES.includes(mode)) {
        found.push(path);
      }
    }
    return found;
  }
}
