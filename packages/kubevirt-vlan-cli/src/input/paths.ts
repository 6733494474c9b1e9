import { promises as fs } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { orSay } from './listFiles';

/** A path without links in its folders, so that a file has one path only. The file itself may be a link. */
export async function canonical(cwd: string, path: string): Promise<string> {
  const absolute = resolve(cwd, path);
  const folder = await orSay(path, fs.realpath(dirname(absolute)));
  return join(folder, basename(absolute));
}

/** A path relative to a folder, with "/" on every system. */
export function pathFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}
