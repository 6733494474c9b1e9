import { promises as fs } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { orSay } from './listFiles';

/** A path whose folders are no links, so that two ways to the same file are the same path; the file itself may be one. */
export async function canonical(cwd: string, path: string): Promise<string> {
  const absolute = resolve(cwd, path);
  const folder = await orSay(path, fs.realpath(dirname(absolute)));
  return join(folder, basename(absolute));
}

/** A path as it is told from a folder, with "/" on every system. */
export function pathFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}
