import { TreeEntry } from './Folder';
import { FILE_MODES, GitStore, TREE_MODE } from './GitStore';

/** The paths of the files that one tree adds or changes against another. Equal folders are not read. */
export async function changedPaths(options: {
  store: GitStore;
  from: string | undefined;
  to: string;
  path?: string;
}): Promise<string[]> {
  const { store, from, to, path = '' } = options;
  const before = new Map(
    (from === undefined ? [] : await store.readTree(from)).map(entry => [
      entry.name,
      entry,
    ]),
  );
  const found: string[] = [];
  for (const entry of await store.readTree(to)) {
    const was = before.get(entry.name);
    if (was?.oid === entry.oid) {
      continue;
    }
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.mode === TREE_MODE) {
      found.push(
        ...(await changedPaths({
          store,
          from: folderOf(was),
          to: entry.oid,
          path: below,
        })),
      );
    } else if (FILE_MODES.includes(entry.mode)) {
      found.push(below);
    }
  }
  return found;
}

function folderOf(entry: TreeEntry | undefined): string | undefined {
  return entry?.mode === TREE_MODE ? entry.oid : undefined;
}
