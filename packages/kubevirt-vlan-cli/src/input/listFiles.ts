import { promises as fs } from 'node:fs';
import { extname, join } from 'node:path';
import { InputError } from '@backstage/errors';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** Folders with YAML of other people, such as installed tools. */
const PASSED_OVER = ['node_modules'];

/** Files to read, and the links that were found and not followed. */
export interface Listing {
  files: string[];
  links: string[];
}

/**
 * The YAML and JSON files below a folder, at any depth and in order, or the one file that is named. Hidden entries are
 * passed over.
 *
 * @throws InputError for a path that is neither a file nor a folder, or can't be read.
 */
export async function listFiles(path: string): Promise<Listing> {
  const stats = await orSay(path, fs.lstat(path));
  if (stats.isSymbolicLink()) {
    throw new InputError(
      `${path}: found a symbolic link, allowed: a file or a folder; name what it leads to`,
    );
  }
  if (stats.isDirectory()) {
    return listFolder(path);
  }
  if (!stats.isFile()) {
    throw new InputError(
      `${path}: found neither a file nor a folder, allowed: one of them`,
    );
  }
  return { files: [path], links: [] };
}

async function listFolder(folder: string): Promise<Listing> {
  const entries = await orSay(
    folder,
    fs.readdir(folder, { withFileTypes: true }),
  );
  const found: Listing = { files: [], links: [] };
  // By code unit, not by the machine's locale: the order is part of the output.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || PASSED_OVER.includes(entry.name)) {
      continue;
    }
    if (entry.isDirectory()) {
      const below = await listFolder(path);
      found.files.push(...below.files);
      found.links.push(...below.links);
    } else if (entry.isSymbolicLink()) {
      found.links.push(path);
    } else if (
      entry.isFile() &&
      EXTENSIONS.includes(extname(entry.name).toLowerCase())
    ) {
      found.files.push(path);
    }
  }
  return found;
}

/** The result of reading a path, or an error that says why there is none. */
export async function orSay<T>(path: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new InputError(`${path}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'found nothing there, allowed: a file or a folder';
    case 'EACCES':
    case 'EPERM':
      return 'found what you may not read, allowed: readable files and folders';
    default:
      return message;
  }
}
