/** A file to be written, its path relative to a tree's root, with "/" between its parts. */
export interface TreeFile {
  path: string;
  text: string;
}

/**
 * Files by relative path: a folder of the workspace, or a commit of a repository. Nothing leads out of it: no "..", no
 * symbolic link, no submodule; and no name that another system would take for a device, or for another name of the tree.
 */
export interface Tree {
  /**
   * A file's text, or undefined where there is no such file.
   *
   * @throws InputError for a path that is not allowed, or that leads over something else than folders to a file.
   */
  read(path: string): Promise<string | undefined>;
  /** The names of the regular files in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** The paths of the regular files below a folder, at any depth; hidden ones and links are passed over. "" is the root. */
  listAll(folder: string): Promise<string[]>;
}
