import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

const HASH_LENGTH = 8;

/** Hexadecimal SHA-256 of a text, in the browser and in Node alike. */
export function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * A name of at most `max` characters: the name itself, or its beginning and a hash of the whole of it,
 * so that two long names that begin alike stay two names.
 */
export function shorten(name: string, max: number): string {
  if (name.length <= max) {
    return name;
  }
  const head = name.slice(0, max - HASH_LENGTH - 1).replace(/[-.]+$/, '');
  return `${head}-${hash(name).slice(0, HASH_LENGTH)}`;
}
