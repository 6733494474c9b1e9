import { constants, inflateRawSync } from 'node:zlib';
import { mayBeDeflated } from './deflated';

/** What one compressed text may inflate to. */
export const MAX_INFLATED = 1024 * 1024;

// What is no compressed text fails within some bytes; only what passes this is inflated in full.
const PROBE = { input: 512, output: 16 * 1024 };

// What compressors write for their levels; other headers are allowed, but nobody writes them.
const ZLIB_LEVELS = new Set([0x01, 0x5e, 0x9c, 0xda]);

/** A compressed text within a stretch of bytes: what it holds, or undefined where that is too much. */
export interface Inflated {
  text?: string;
}

/**
 * The compressed texts within some bytes: gzip and zlib wherever they begin, and deflate without a header from the
 * first byte. Their checksums are not looked at: a text with a wrong one can be read all the same.
 *
 * @param spend - told beforehand what each attempt costs; throws where it is too much
 */
export function inflatedIn(
  bytes: Buffer,
  spend: (work: number) => void,
): Inflated[] {
  const found: Inflated[] = [];
  for (const start of beginnings(bytes)) {
    const body = bytes.subarray(start);
    if (body.length === 0 || !mayBeDeflated(body)) {
      continue;
    }
    spend(2048);
    const probed = inflate(body.subarray(0, PROBE.input), PROBE.output);
    if (probed?.text !== undefined && body.length <= PROBE.input) {
      found.push(probed);
    } else if (probed) {
      spend(body.length);
      const whole = inflate(body, MAX_INFLATED);
      spend(whole?.text?.length ?? MAX_INFLATED);
      found.push(...(whole ? [whole] : []));
    }
  }
  return found;
}

function* beginnings(bytes: Buffer): Generator<number> {
  // One block of Huffman codes, or the first of several, begins thus.
  if (bytes.length >= 8 && [3, 4, 5].includes(bytes[0] % 8)) {
    yield 0;
  }
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0x1f && bytes[i + 1] === 0x8b && bytes[i + 2] === 8) {
      yield endOfGzipHeader(bytes, i);
    } else if (bytes[i] === 0x78 && ZLIB_LEVELS.has(bytes[i + 1])) {
      yield i + 2;
    }
  }
}

function endOfGzipHeader(bytes: Buffer, start: number): number {
  const flags = bytes[start + 3] ?? 0;
  const has = (flag: number) => Math.floor(flags / flag) % 2 === 1;
  let end = start + 10;
  if (has(4) && end + 2 <= bytes.length) {
    end += 2 + bytes.readUInt16LE(end);
  }
  for (const text of [8, 16]) {
    if (has(text)) {
      const zero = bytes.indexOf(0, end);
      end = zero === -1 ? bytes.length : zero + 1;
    }
  }
  return has(2) ? end + 2 : end;
}

/** What a text inflates to; undefined where it is no compressed text, or a damaged one. */
function inflate(body: Buffer, maxOutputLength: number): Inflated | undefined {
  try {
    const inflated = inflateRawSync(body, {
      maxOutputLength,
      // A text that was cut off can be read up to there.
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    return inflated.length > 0
      ? { text: inflated.toString('latin1') }
      : undefined;
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? {}
      : undefined;
  }
}
