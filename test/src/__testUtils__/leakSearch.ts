import { constants, unzipSync } from 'node:zlib';
import { Canary, encodings } from './canaries';

/** How many nested encodings it decodes. */
const LAYERS = 2;

/** Decoding from the wrong offset yields noise, which this drops. */
// eslint-disable-next-line no-control-regex
const LEGIBLE = /[^\0-\x08\ufffd]{6,}/g;
const JSON_ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

const beginning = (text: string, at: number) =>
  text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

function unzipped(run: string): string {
  const bytes = Buffer.from(run, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes.toString();
  }
  try {
    // A truncated archive still reveals what comes before the cut.
    const { Z_SYNC_FLUSH: finishFlush } = constants;
    return unzipSync(bytes, { finishFlush }).toString();
  } catch {
    return '';
  }
}

/**
 * Decodes each run from each of its first four characters, because other letters may precede it or its start may be
 * missing.
 */
function decodedRuns(text: string): string {
  const runs = new Set(text.match(/[A-Za-z0-9+/_-]{8,}/g));
  return [...runs]
    .flatMap(run => [0, 1, 2, 3].map(from => unzipped(run.slice(from))))
    .flatMap(decoded => decoded.match(LEGIBLE) ?? [])
    .join('\n');
}

/** Joins the lines of base64 text; joining other lines does no harm. */
function joined(text: string): string {
  return text.replace(/[ \t>#|]*\r?\n[ \t>#|+-]*/g, '');
}

const decoders = [
  (text: string) =>
    text.replace(/(%[0-9a-f]{2})+/gi, run =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    ),
  (text: string) =>
    text.replace(/\\(u[0-9a-f]{4}|[^])/gi, (_, escape: string) =>
      escape.length > 1
        ? String.fromCharCode(parseInt(escape.slice(1), 16))
        : JSON_ESCAPES[escape] ?? escape,
    ),
  (text: string) => decodedRuns(text),
];

/**
 * Looks for secrets, and parts of them, in texts. It shares nothing with the plugin's own guard, and is deliberately
 * simple: it decodes everything that looks encoded, and searches again.
 */
export class LeakSearch {
  readonly #parts = new Map<string, string>();
  readonly #lengths: number[];
  readonly #beginnings = new Set<number>();

  /** @param partLength - How many characters of a secret are looked for; left out: all, or its longest line. */
  constructor(secrets: Canary[], partLength = Infinity) {
    for (const { name, value } of secrets) {
      const text =
        partLength === Infinity
          ? encodings['one of several lines'](value)
          : value;
      const length = Math.min(partLength, text.length);
      for (let i = 0; i + length <= text.length; i += 1) {
        const part = text.slice(i, i + length);
        // The existence of a private key is no secret.
        if (!/-----|PRIVATE/.test(part)) {
          this.#parts.set(part, name);
          this.#beginnings.add(beginning(part, 0));
        }
      }
    }
    this.#lengths = [...new Set([...this.#parts.keys()].map(p => p.length))];
  }

  /** The names of the secrets that a text holds parts of, in whatever encoding. */
  find(text: string): string[] {
    const found = new Set<string>();
    const seen = new Set<string>();
    const look = (view: string, layer: number) => {
      if (view.length < 6 || seen.has(view)) {
        return;
      }
      seen.add(view);
      this.#search(view, found);
      if (layer < LAYERS) {
        decoders.forEach(decode => look(decode(view), layer + 1));
      }
    };
    look([...new Set(text.split('\n'))].join('\n'), 0);
    look(decodedRuns(joined(text)), 1);
    return [...found];
  }

  #search(text: string, found: Set<string>): void {
    for (let i = 0; i < text.length; i += 1) {
      if (this.#beginnings.has(beginning(text, i))) {
        for (const length of this.#lengths) {
          const name = this.#parts.get(text.slice(i, i + length));
          if (name) {
            found.add(name);
          }
        }
      }
    }
  }
}
