/** Control characters, format characters (Cf: they hide or reverse text), unassigned ones, and Unicode's line ends. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text on one line that is safe to show in a terminal or on a page: nothing in it acts, or hides or reverses text. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    letter => `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
}

/** The JSON of a value without unprintable characters. It parses to the same value. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .split('\n')
    .map(line => line.replace(UNPRINTABLE, escaped))
    .join('\n');
}

function escaped(letter: string): string {
  // JSON escapes code units: characters beyond the first 65,536 take two.
  return letter
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
