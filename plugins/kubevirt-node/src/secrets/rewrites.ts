import { isUtf8 } from 'node:buffer';
import { Piece, View, replaced, toBytes } from './View';

const ESCAPE =
  /(?:\\u[0-9A-Fa-f]{4})+|(?:\\x[0-9A-Fa-f]{2})+|(?:\\[0-3][0-7]{2})+|\\U[0-9A-Fa-f]{8}|\\u\{[0-9A-Fa-f]{1,6}\}|\\\r?\n[ \t]*|\\[^]/g;
const PERCENT = /%[0-9A-Fa-f]{2}/g;
const NAMED: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  0: '\0',
  N: toBytes('\x85'),
  _: toBytes('\xa0'),
  L: toBytes('\u2028'),
  P: toBytes('\u2029'),
};

/** A text without the escapes of JSON, of YAML's double quotes and of shells. */
export function withoutEscapes(text: string): Piece[] | undefined {
  return replaced(text, ESCAPE, unescaped);
}

/** A text without the percent encoding of URLs. "+" stays: base64 has it too, and `folded` replaces it by a space. */
export function withoutPercents(text: string): Piece[] | undefined {
  return replaced(text, PERCENT, match => byte(match.slice(1), 16));
}

/**
 * The decoded runs that may hold escapes. A run that was decoded from the wrong place is noise: to decode it again would
 * cost time for nothing.
 */
export function legibleRuns(view: View): Piece[] {
  return view.starts.flatMap((from, i) => {
    const to = view.starts[i + 1] ?? view.text.length;
    const text = view.text.slice(from, to);
    return /[\\%]/.test(text) && isLegible(text)
      ? [{ text, from, to, verbatim: true }]
      : [];
  });
}

function isLegible(text: string): boolean {
  const others = text.replace(/[ -~\t\r\n]+/g, '').length;
  return (
    others < text.length / 3 || isUtf8(Buffer.from(text.slice(0, -1), 'latin1'))
  );
}

function unescaped(escape: string): string {
  const kind = escape[1];
  if (escape.length === 2) {
    return NAMED[kind] ?? kind;
  }
  if (kind === '\n' || kind === '\r') {
    return '';
  }
  if (kind === 'U' || escape.startsWith('\\u{')) {
    const code = parseInt(escape.replace(/[^0-9A-Fa-f]/g, ''), 16);
    return code <= 0x10ffff ? toBytes(String.fromCodePoint(code)) : escape;
  }
  if (kind === 'u') {
    const units = escape.split('\\u').slice(1);
    return toBytes(
      units.map(unit => String.fromCharCode(parseInt(unit, 16))).join(''),
    );
  }
  const bytes =
    kind === 'x'
      ? escape
          .split('\\x')
          .slice(1)
          .map(code => byte(code, 16))
          .join('')
      : escape
          .split('\\')
          .slice(1)
          .map(code => byte(code, 8))
          .join('');
  // "\xe9" is a letter in YAML, and a byte in a shell.
  return isUtf8(Buffer.from(bytes, 'latin1')) ? bytes : toBytes(bytes);
}

function byte(digits: string, radix: number): string {
  return String.fromCharCode(parseInt(digits, radix));
}
