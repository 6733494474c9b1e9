import { Piece, View } from './View';

/** Separates the pieces of decoded runs. No UTF-8 has it, so no secret is found across two pieces. */
export const SEPARATOR = '\xff';

const BASE64 = /[A-Za-z0-9+/_-]+/g;
const HEX = /[0-9A-Fa-f]+/g;
// Lines of one text may be indented, quoted (">") or comments ("#").
const LINE_BREAK = /^[ \t]*\r?\n[ \t>#|]*$/;
const LONGEST_BREAK = 200;
// Six bytes, the shortest secret, take 8 characters of base64.
const SHORTEST = 8;

interface Run {
  text: string;
  from: number;
  to: number;
}

/**
 * The texts that the runs of base64 in a text decode to, in either alphabet. Each run is decoded from its first four
 * places: letters may precede it that do not belong to it, or its beginning may be lost.
 */
export function decodedBase64(view: View): Piece[] | undefined {
  return decoded(view, BASE64, 'base64', 4);
}

/** The texts that the runs of hexadecimal digits in a text decode to. */
export function decodedHex(view: View): Piece[] | undefined {
  return decoded(view, HEX, 'hex', 2);
}

function decoded(
  view: View,
  pattern: RegExp,
  encoding: 'base64' | 'hex',
  offsets: number,
): Piece[] | undefined {
  // The other runs were decoded in the parent view.
  const runs = runsIn(view.text, pattern).filter(run =>
    view.isNew(run.from, run.to),
  );
  const pieces = runs.flatMap(run =>
    Array.from({ length: offsets }, (_, offset) => ({
      text:
        Buffer.from(run.text.slice(offset), encoding).toString('latin1') +
        SEPARATOR,
      from: run.from,
      to: run.to,
    })),
  );
  return pieces.length > 0 ? pieces : undefined;
}

/** The runs of a text: each by itself, and those of successive lines joined into one. */
function runsIn(text: string, pattern: RegExp): Run[] {
  const runs: Run[] = [];
  let lines: Run[] = [];
  const endLines = () => {
    const joined = lines.map(line => line.text).join('');
    if (lines.length > 1 && joined.length >= SHORTEST) {
      const to = lines[lines.length - 1].to;
      runs.push({ text: joined, from: lines[0].from, to });
    }
    lines = [];
  };
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const run = { text: match[0], from, to: from + match[0].length };
    if (run.text.length >= SHORTEST) {
      runs.push({ ...run, to: endOfPadding(text, run.to) });
    }
    if (lines.length > 0 && !continues(text, lines[lines.length - 1], run)) {
      endLines();
    }
    lines.push(run);
  }
  endLines();
  return runs;
}

/**
 * True where a run may be the next line of the text that another run belongs to. A word of prose may count as such a line:
 * the decoded text still holds the secret.
 */
function continues(text: string, before: Run, run: Run): boolean {
  return (
    run.from - before.to <= LONGEST_BREAK &&
    LINE_BREAK.test(text.slice(before.to, run.from)) &&
    /[A-Za-z0-9]/.test(run.text) &&
    (run.to === text.length || /[\s"'=]/.test(text[run.to]))
  );
}

function endOfPadding(text: string, end: number): number {
  return text.startsWith('==', end)
    ? end + 2
    : end + Number(text.startsWith('=', end));
}
