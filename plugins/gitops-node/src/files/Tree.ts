/** A file to write. Its path is relative to the root of a tree, with "/" between its parts. */
export interface TreeFile {
  path: string;
  text: string;
}

/**
 * Files by relative path: a folder of the workspace, or a commit of a repository. No path leads out of the tree: "..",
 * symbolic links and submodules are refused. So is a name that is a device, or equal to another name, on other systems.
 */
export interface Tree {
  /**
   * A file's text, or undefined where there is no such file.
   *
   * @throws InputError for a path that is not allowed, or that leads to a file through something other than folders.
   */
  read(path: string): Promise<string | undefined>;
  /** The names of the regular files in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** The paths of the regular files below a folder, at any depth; hidden ones and links are passed over. "" is the root. */
  listAll(folder: string): Promise<string[]>;
}
