/** A part of a view's text, and its source in the text that was decoded. */
export interface Piece {
  text: string;
  from: number;
  to: number;
  /** True where the text was copied letter by letter, so that each place in it has an exact source. */
  verbatim?: boolean;
}

/**
 * A decoded text that knows the source of each of its places, so that what is found in it can be redacted in the source.
 *
 * All texts are UTF-8 with one character for each byte ("latin1"): base64 and gzip need not decode to text.
 */
export class View {
  readonly text: string;
  /** Where each piece begins. */
  readonly starts: number[] = [];
  readonly #pieces: Piece[];
  readonly #parent?: View;

  constructor(pieces: Piece[], parent?: View) {
    this.#pieces = pieces;
    this.#parent = parent;
    let length = 0;
    for (const piece of pieces) {
      this.starts.push(length);
      length += piece.text.length;
    }
    this.text = pieces.map(piece => piece.text).join('');
  }

  /** The view of a text that was not decoded. */
  static of(text: string): View {
    return new View([{ text, from: 0, to: text.length, verbatim: true }]);
  }

  /** The source of a stretch of this view in the text at the root of all views. */
  sourceOf(start: number, end: number): { start: number; end: number } {
    const first = this.#pieceAt(start);
    const last = this.#pieceAt(end - 1);
    const from = this.#pieces[first].verbatim
      ? this.#pieces[first].from + start - this.starts[first]
      : this.#pieces[first].from;
    const to = this.#pieces[last].verbatim
      ? this.#pieces[last].from + end - this.starts[last]
      : this.#pieces[last].to;
    return this.#parent
      ? this.#parent.sourceOf(from, to)
      : { start: from, end: to };
  }

  /** False for a stretch that the decoded text had already, between the same neighbours. */
  isNew(start: number, end: number): boolean {
    if (!this.#parent) {
      return true;
    }
    const piece = this.#pieceAt(Math.max(0, start - 1));
    return (
      !this.#pieces[piece].verbatim ||
      piece !== this.#pieceAt(Math.min(end, this.text.length - 1))
    );
  }

  /**
   * True for the first of the pieces that come from the same run: a run is decoded from each of its first places. The run
   * of a line and that of the lines which it begins are two.
   */
  startsRun(piece: number): boolean {
    const before = this.#pieces[piece - 1];
    const { from, to } = this.#pieces[piece];
    return from !== before?.from || to !== before.to;
  }

  #pieceAt(place: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

/** The pieces of a text in which what a pattern matches is replaced; undefined where it matches nothing. */
export function replaced(
  text: string,
  pattern: RegExp,
  replacement: (match: string) => string,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  let done = 0;
  const copyUpTo = (to: number) => {
    if (to > done) {
      const copied = text.slice(done, to);
      pieces.push({ text: copied, from: done, to, verbatim: true });
    }
  };
  for (const match of text.matchAll(pattern)) {
    copyUpTo(match.index);
    done = match.index + match[0].length;
    const decoded = replacement(match[0]);
    if (decoded !== '') {
      pieces.push({ text: decoded, from: match.index, to: done });
    }
  }
  if (done === 0) {
    return undefined;
  }
  copyUpTo(text.length);
  return pieces;
}

/** The UTF-8 bytes of a text, one character for each. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text whose UTF-8 the characters are. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
