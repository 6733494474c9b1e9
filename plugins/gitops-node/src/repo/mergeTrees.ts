import { TreeEntry } from './Folder';
import { EMPTY_TREE, FILE_MODES, GitStore, TREE_MODE } from './GitStore';

/** The texts of one file that both sides changed; undefined where a side does not have the file. */
export interface BothChanged {
  path: string;
  base?: string;
  ours?: string;
  theirs?: string;
}

/**
 * Merges two trees that come from a common one, three-way. Only folders and files that both sides changed are read.
 *
 * @param resolve gives the text of a file that both sides changed, or throws.
 * @returns the merged tree.
 */
export async function mergeTrees(options: {
  store: GitStore;
  base: string | undefined;
  ours: string;
  theirs: string;
  resolve: (file: BothChanged) => string;
}): Promise<string> {
  const { store, resolve } = options;
  return folder({ ...options, path: '' });

  async function folder(trees: {
    path: string;
    base: string | undefined;
    ours: string | undefined;
    theirs: string | undefined;
  }): Promise<string> {
    const [base, ours, theirs] = await Promise.all(
      [trees.base, trees.ours, trees.theirs].map(async oid =>
        byName(oid === undefined ? [] : await store.readTree(oid)),
      ),
    );
    const merged: TreeEntry[] = [];
    for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
      const path = trees.path === '' ? name : `${trees.path}/${name}`;
      const entry = await one({
        path,
        base: base.get(name),
        ours: ours.get(name),
        theirs: theirs.get(name),
      });
      merged.push(...(entry ? [entry] : []));
    }
    return store.writeTree(merged);
  }

  async function one(sides: {
    path: string;
    base?: TreeEntry;
    ours?: TreeEntry;
    theirs?: TreeEntry;
  }): Promise<TreeEntry | undefined> {
    const { path, base, ours, theirs } = sides;
    if (isSame(ours, theirs) || isSame(base, theirs)) {
      return ours;
    }
    if (isSame(base, ours)) {
      return theirs;
    }
    if ([base, ours, theirs].every(mayBeFolder)) {
      const oid = await folder({
        path,
        base: base?.oid,
        ours: ours?.oid,
        theirs: theirs?.oid,
      });
      // Git keeps no folder without files.
      return oid === EMPTY_TREE ? undefined : { ...(ours ?? theirs!), oid };
    }
    const text = resolve({
      path,
      base: await textOf(base),
      ours: await textOf(ours),
      theirs: await textOf(theirs),
    });
    return { ...(ours ?? theirs!), oid: await store.writeText(text) };
  }

  async function textOf(entry: TreeEntry | undefined) {
    return entry && FILE_MODES.includes(entry.mode)
      ? store.readText(entry.oid)
      : undefined;
  }
}

/** True for a folder, and for no entry, which counts as a folder without files. */
function mayBeFolder(entry: TreeEntry | undefined): boolean {
  return entry === undefined || entry.mode === TREE_MODE;
}

function byName(entries: TreeEntry[]): Map<string, TreeEntry> {
  return new Map(entries.map(entry => [entry.name, entry]));
}

function isSame(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode;
}
