import { foldName } from '../files/treePath';

/** One name in a tree. */
export interface TreeEntry {
  name: string;
  mode: string;
  oid: string;
}

/** The entries of one tree, indexed by name: a tree may have many. */
export class Folder {
  readonly #byName = new Map<string, TreeEntry[]>();
  #byLetters?: Map<string, string[]>;

  constructor(readonly entries: TreeEntry[]) {
    for (const entry of entries) {
      const same = this.#byName.get(entry.name);
      if (same) {
        same.push(entry);
      } else {
        this.#byName.set(entry.name, [entry]);
      }
    }
  }

  /** The entries of a name: one or none; more only in a hostile repository. */
  find(name: string): TreeEntry[] {
    return this.#byName.get(name) ?? [];
  }

  /** Another name of the folder that some systems do not distinguish from this one. */
  twinOf(name: string): string | undefined {
    this.#byLetters ??= this.#index();
    return this.#byLetters.get(foldName(name))?.find(other => other !== name);
  }

  #index(): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const name of this.#byName.keys()) {
      const letters = foldName(name);
      index.set(letters, [...(index.get(letters) ?? []), name]);
    }
    return index;
  }
}
