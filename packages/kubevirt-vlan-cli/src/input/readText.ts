import { promises as fs } from 'node:fs';
import { InputError } from '@backstage/errors';
import { orSay } from './listFiles';

/** etcd takes objects of up to 1.5 MiB. No person writes a manifest of this size. */
export const MAX_BYTES = 1024 * 1024;

/**
 * The text of a file.
 *
 * @param name - the file in messages
 * @throws InputError for one that is too large, is not UTF-8 or can't be read.
 */
export async function readText(
  path: string,
  name: string = path,
): Promise<string> {
  const { size } = await orSay(name, fs.stat(path));
  if (size > MAX_BYTES) {
    throw new InputError(
      `${name}: found ${size} bytes, allowed: ${MAX_BYTES} (1 MiB); split the file, or leave it out of what is checked`,
    );
  }
  const bytes = await orSay(name, fs.readFile(path));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      `${name}: found bytes that are not UTF-8, allowed: UTF-8 text`,
    );
  }
}
