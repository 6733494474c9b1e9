import { TreeEntry } from '../Folder';
import { GitStore } from '../GitStore';

/** A tree by path: a text, the target of a link, or a submodule. */
export type Content = Record<
  string,
  string | { link: string } | { submodule: true }
>;

/** Writes a tree that a hostile repository may have. */
export async function plant(
  store: GitStore,
  content: Content,
): Promise<string> {
  const entries: TreeEntry[] = [];
  const folders = new Map<string, Content>();
  for (const [path, value] of Object.entries(content)) {
    const [name, ...rest] = path.split('/');
    if (rest.length > 0) {
      folders.set(name, { ...folders.get(name), [rest.join('/')]: value });
    } else if (typeof value === 'string') {
      entries.push({ name, mode: '100644', oid: await store.writeText(value) });
    } else if ('link' in value) {
      entries.push({
        name,
        mode: '120000',
        oid: await store.writeText(value.link),
      });
    } else {
      entries.push({ name, mode: '160000', oid: 'a'.repeat(40) });
    }
  }
  for (const [name, below] of folders) {
    entries.push({ name, mode: '040000', oid: await plant(store, below) });
  }
  return store.writeTree(entries);
}
