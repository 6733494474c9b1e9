import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

const HASH_LENGTH = 8;

/** Hexadecimal SHA-256 of a string, in the browser and in Node. */
export function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * A name of at most `max` characters. A longer name is cut and gets a hash of the full name, so that two long names
 * with the same beginning stay different.
 */
export function shorten(name: string, max: number): string {
  if (name.length <= max) {
    return name;
  }
  const head = name.slice(0, max - HASH_LENGTH - 1).replace(/[-.]+$/, '');
  return `${head}-${hash(name).slice(0, HASH_LENGTH)}`;
}
