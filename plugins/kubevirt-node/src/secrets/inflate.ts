import { constants, inflateRawSync } from 'node:zlib';

/** What one compressed text may inflate to. */
export const MAX_INFLATED = 1024 * 1024;

/** Noise fails within some bytes, so only what passes this is inflated in full. */
const PROBE = { input: 512, output: 16 * 1024, work: 2048 };

/** What compressors write for their levels. Other headers are allowed, but nobody writes them. */
const ZLIB_LEVELS = [0x01, 0x5e, 0x9c, 0xda];

/** The content of a compressed text; without `text` where it is too large. */
export interface Inflated {
  text?: string;
}

/**
 * The compressed texts within some bytes: gzip and zlib wherever they begin, and deflate without a header from the
 * first byte. Their checksums are not verified: a text with a wrong one can still be read.
 */
export function inflatedIn(
  bytes: Buffer,
  options: {
    mayBeHeaderless: boolean;
    /** Called before each attempt with its cost; throws where that is too much. */
    spend: (work: number) => void;
  },
): Inflated[] {
  const { mayBeHeaderless, spend } = options;
  const starts = bodiesIn(bytes);
  // The first block of a compressed text, if it is one of Huffman codes, begins with these bits.
  if (
    mayBeHeaderless &&
    bytes.length >= 8 &&
    [3, 4, 5].includes(bytes[0] % 8)
  ) {
    starts.unshift(0);
  }
  return starts.flatMap(
    start => inflatedAt(bytes.subarray(start), spend) ?? [],
  );
}

function inflatedAt(
  body: Buffer,
  spend: (work: number) => void,
): Inflated | undefined {
  spend(PROBE.work);
  const probed = inflate(body.subarray(0, PROBE.input), PROBE.output);
  if (!probed || (probed.text !== undefined && body.length <= PROBE.input)) {
    return probed;
  }
  spend(body.length);
  const inflated = inflate(body, MAX_INFLATED);
  spend(inflated?.text?.length ?? MAX_INFLATED);
  return inflated;
}

/** Where the bodies of gzip and zlib texts begin, behind their headers. */
function bodiesIn(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0x1f && bytes[i + 1] === 0x8b && bytes[i + 2] === 8) {
      starts.push(endOfGzipHeader(bytes, i));
    } else if (bytes[i] === 0x78 && ZLIB_LEVELS.includes(bytes[i + 1])) {
      starts.push(i + 2);
    }
  }
  return starts;
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

/** The content of a compressed text; undefined for what is none, or is damaged. */
function inflate(body: Buffer, maxOutputLength: number): Inflated | undefined {
  try {
    const inflated = inflateRawSync(body, {
      maxOutputLength,
      // A text that was cut off is read up to there.
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
