import fs from 'node:fs';
import git from 'isomorphic-git';
import { Folder, TreeEntry } from './Folder';

/** Modes of tree entries (git, Documentation/technical/index-format). */
export const FILE_MODES = ['100644', '100755'];
export const TREE_MODE = '040000';
const NEW_FILE_MODE = '100644';
/** The tree without entries; git keeps no folder without files. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The objects of one bare repository on disk. Nothing is ever checked out. */
export class GitStore {
  readonly #gitdir: string;
  /** With it, isomorphic-git indexes packs once and not for each object. */
  readonly #cache = {};
  readonly #folders = new Map<string, Promise<Folder>>();

  constructor(gitdir: string) {
    this.#gitdir = gitdir;
  }

  /** The options that every command of isomorphic-git needs. */
  get at() {
    return { fs, gitdir: this.#gitdir, cache: this.#cache };
  }

  async treeOf(commit: string): Promise<string> {
    return (await git.readCommit({ ...this.at, oid: commit })).commit.tree;
  }

  async readTree(oid: string): Promise<TreeEntry[]> {
    return (await this.folder(oid)).entries;
  }

  /** A tree with an index of its names. Each tree is read once. */
  async folder(oid: string): Promise<Folder> {
    const known = this.#folders.get(oid);
    if (known) {
      return known;
    }
    const folder = git.readTree({ ...this.at, oid }).then(
      ({ tree }) =>
        new Folder(
          tree.map(({ path, mode, oid: entry }) => ({
            name: path,
            mode,
            oid: entry,
          })),
        ),
    );
    this.#folders.set(oid, folder);
    return folder;
  }

  async readText(oid: string): Promise<string> {
    const { blob } = await git.readBlob({ ...this.at, oid });
    return Buffer.from(blob).toString('utf8');
  }

  async writeText(text: string): Promise<string> {
    return git.writeBlob({ ...this.at, blob: Buffer.from(text) });
  }

  /** Writes a tree of some entries, in any order; each name must be there once. */
  async writeTree(entries: TreeEntry[]): Promise<string> {
    return git.writeTree({
      ...this.at,
      tree: entries.map(({ name, mode, oid }) => ({
        path: name,
        mode,
        oid,
        type: typeOf(mode),
      })),
    });
  }

  /** A tree that is another one with some files written, their folders included, and those deleted whose text is null. */
  async withFiles(
    tree: string | undefined,
    files: Map<string, string | null>,
  ): Promise<string> {
    const entries = new Map(
      (tree === undefined ? [] : await this.readTree(tree)).map(entry => [
        entry.name,
        entry,
      ]),
    );
    for (const [name, below] of byFirstPart(files)) {
      const present = entries.get(name);
      const entry = await this.#entryWith({ name, present, below });
      if (entry) {
        entries.set(name, entry);
      } else {
        entries.delete(name);
      }
    }
    return this.writeTree([...entries.values()]);
  }

  /** An entry of a tree with some files written; undefined for a deleted file, and for a folder that holds none any more. */
  async #entryWith(options: {
    name: string;
    present: TreeEntry | undefined;
    below: Map<string, string | null>;
  }): Promise<TreeEntry | undefined> {
    const { name, present, below } = options;
    const text = below.get('');
    if (text === null) {
      return undefined;
    }
    if (text !== undefined) {
      const mode = present?.mode ?? NEW_FILE_MODE;
      return { name, mode, oid: await this.writeText(text) };
    }
    const oid = await this.withFiles(present?.oid, below);
    return oid === EMPTY_TREE ? undefined : { name, mode: TREE_MODE, oid };
  }
}

function typeOf(mode: string): 'tree' | 'blob' | 'commit' {
  if (mode === TREE_MODE) {
    return 'tree';
  }
  return mode === '160000' ? 'commit' : 'blob';
}

/** Groups texts by the first part of their path. The rest of a path that has only one part is "". */
function byFirstPart(
  files: Map<string, string | null>,
): Map<string, Map<string, string | null>> {
  const parts = new Map<string, Map<string, string | null>>();
  for (const [path, text] of files) {
    const [first, ...rest] = path.split('/');
    const below = parts.get(first) ?? new Map<string, string | null>();
    parts.set(first, below.set(rest.join('/'), text));
  }
  return parts;
}
