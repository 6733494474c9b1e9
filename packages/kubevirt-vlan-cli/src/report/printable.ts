/** Control characters, what turns or hides text (Cf), and what is no letter at all; line ends of Unicode as well. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text on one line, as a terminal or a page can show it: nothing in it acts, hides or turns the rest around. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    letter => `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
}

/** JSON of a value, which parses to the same value, but holds nothing unprintable. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .split('\n')
    .map(line => line.replace(UNPRINTABLE, escaped))
    .join('\n');
}

function escaped(letter: string): string {
  // JSON knows code units alone: two of them for what is beyond the first 65,536 characters.
  return letter
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
