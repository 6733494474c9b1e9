import { inflatedIn } from './inflate';
import { Needle, folded, foldedPieces } from './needles';
import { legibleRuns, withoutEscapes, withoutPercents } from './rewrites';
import { SEPARATOR, decodedBase64, decodedHex } from './runs';
import { Piece, View } from './View';

/** Reported instead of a secret's name for a text that could not be examined: it might hold any of them. */
export const UNEXAMINED = 'a text compressed or encoded too heavily to examine';

/** The most layers of encodings that are examined. A compressed text in base64 counts as one layer. */
export const MAX_LAYERS = 3;

/** A stretch of the examined bytes that holds a secret. */
export interface Hit {
  start: number;
  end: number;
  name: string;
}

/** The most that an examination may cost, in bytes read: enough for any honest text, and far less than a second. */
export function workAllowedFor(length: number): number {
  return 12 * 1024 * 1024 + 40 * length;
}

class TooMuch extends Error {}

class Examination {
  readonly hits: Hit[] = [];
  work = 0;
  readonly #needles: Needle[];
  readonly #allowed: number;

  constructor(needles: Needle[], allowed: number) {
    this.#needles = needles;
    this.#allowed = allowed;
  }

  look(view: View, layer: number, areRuns: boolean): void {
    this.#spend(view.text.length);
    this.#search(view);
    if (layer < MAX_LAYERS) {
      for (const decode of [decodedBase64, decodedHex]) {
        this.#lookInto(decode(view), view, layer + 1, true);
      }
      const legible = areRuns ? new View(legibleRuns(view), view) : view;
      for (const decode of [withoutEscapes, withoutPercents]) {
        this.#lookInto(decode(legible.text), legible, layer + 1, false);
      }
    }
  }

  #lookInto(
    pieces: Piece[] | undefined,
    parent: View,
    layer: number,
    areRuns: boolean,
  ): void {
    if (pieces) {
      const view = new View(pieces, parent);
      this.look(view, layer, areRuns);
      this.#inflate(view, layer, areRuns);
    }
  }

  #inflate(view: View, layer: number, areRuns: boolean): void {
    const starts = areRuns ? view.starts : [0];
    const pieces = starts.flatMap((start, i) => {
      const end = (starts[i + 1] ?? view.text.length + 1) - 1;
      const bytes = Buffer.from(view.text.slice(start, end), 'latin1');
      return inflatedIn(bytes, {
        mayBeHeaderless: view.startsRun(i),
        spend: work => this.#spend(work),
      }).map(({ text = '' }) => ({
        text: text + SEPARATOR,
        from: start,
        to: end,
      }));
    });
    for (const { text, from, to } of pieces) {
      if (text === SEPARATOR) {
        this.hits.push({ ...view.sourceOf(from, to), name: UNEXAMINED });
      }
    }
    if (pieces.length > 0) {
      const inflated = new View(pieces, view);
      this.look(inflated, layer, true);
      if (layer < MAX_LAYERS) {
        this.#inflate(inflated, layer + 1, true);
      }
    }
  }

  #search(view: View): void {
    const text = folded(view.text);
    let foldedView: View | undefined;
    for (const needle of this.#needles) {
      const haystack = needle.folded ? text : view.text;
      const { length } = needle.text;
      let start = haystack.indexOf(needle.text);
      while (start !== -1) {
        foldedView ??= new View(
          foldedPieces(view.text) ?? unchanged(view),
          view,
        );
        const where = needle.folded ? foldedView : view;
        const { name } = needle;
        this.hits.push({ ...where.sourceOf(start, start + length), name });
        start = haystack.indexOf(needle.text, start + length);
      }
    }
  }

  #spend(work: number): void {
    this.work += work;
    if (this.work > this.#allowed) {
      throw new TooMuch();
    }
  }
}

/** Finds the secrets in some bytes, in any encoding. `work` is the cost of the search. */
export function examine(
  bytes: string,
  needles: Needle[],
): { hits: Hit[]; work: number } {
  if (needles.length === 0) {
    return { hits: [], work: 0 };
  }
  const examination = new Examination(needles, workAllowedFor(bytes.length));
  try {
    examination.look(View.of(bytes), 0, false);
  } catch (error) {
    if (!(error instanceof TooMuch)) {
      throw error;
    }
    examination.hits.push({ start: 0, end: bytes.length, name: UNEXAMINED });
  }
  return examination;
}

function unchanged({ text }: View): Piece[] {
  return [{ text, from: 0, to: text.length, verbatim: true }];
}
