import { Piece, replaced, toBytes } from './View';

/** A text that others must not see. */
export interface KnownSecret {
  /** What it is called, such as `secrets.USER_TOKEN`; never the value. */
  name: string;
  value: string;
}

/** A text to search for, as `toBytes` returns it. */
export interface Needle {
  name: string;
  text: string;
  /** True where the search is in folded texts. */
  folded: boolean;
}

/**
 * Shorter secrets are ignored: they would be found everywhere. Any five letters occur by chance in some base64 of a
 * manifest, or are a word of it, and people switch off a guard that refuses every change.
 */
export const SHORTEST_SECRET = 6;

const SHORTEST_LINE = 8;
const SHORTEST_LINE_VALUE = 16;

/** Values of "secret" settings that are no secrets, and that manifests use for other reasons. */
const HARMLESS = new Set(
  `true false null undefined none default enabled disabled localhost 127.0.0.1 0.0.0.0 memory :memory: string number
  boolean object password passwords secret secrets token tokens credentials username example changeme public private
  guest anonymous development production postgres backstage kubernetes kubevirt openshift service serviceaccount
  github gitlab gitea basic bearer optional required include same-origin redacted *** ****** ********`.split(
    /\s+/,
  ),
);
// eslint-disable-next-line no-control-regex
const FOLDED = /\0+|'[\\']*'|[ \t\r\n\v\f+]{2,}|[\t\r\n\v\f+]/g;

/**
 * A text in the form that secrets are searched in, which ignores lines and quotes: white space and "+" (a space in
 * URLs) are one space, "''" and "'\\''" (a quote within the quotes of YAML and of shells) are one quote, and the zeros of UTF-16 are left out.
 */
export function folded(bytes: string): string {
  return bytes.replace(FOLDED, foldedTo);
}

/** The pieces of the same text. */
export function foldedPieces(bytes: string): Piece[] | undefined {
  return replaced(bytes, FOLDED, foldedTo);
}

/** The texts to search for. Each occurs once, under the first of its names. */
export function needlesOf(secrets: KnownSecret[]): Needle[] {
  const needles = new Map<string, Needle>();
  for (const { name, value } of secrets) {
    for (const text of [value, ...linesOf(value)]) {
      for (const needle of formsOf(name, text)) {
        const key = `${needle.folded} ${needle.text}`;
        needles.set(key, needles.get(key) ?? needle);
      }
    }
  }
  return [...needles.values()];
}

function formsOf(name: string, value: string): Needle[] {
  const untrimmed = value.replace(/[\r\n]+$/, '');
  const trimmed = untrimmed.trim();
  const kept = trimmed.length < SHORTEST_SECRET ? untrimmed : trimmed;
  if (
    kept.length < SHORTEST_SECRET ||
    trimmed === '' ||
    HARMLESS.has(trimmed.toLowerCase())
  ) {
    return [];
  }
  const bytes = toBytes(kept);
  const text = folded(bytes);
  // Folding may join the end of a secret with the text beside it, so the unfolded secret is a needle, too.
  return [
    ...(text === bytes ? [] : [{ name, text: bytes, folded: false }]),
    ...(text.length < SHORTEST_SECRET ? [] : [{ name, text, folded: true }]),
  ];
}

/** The lines of a secret that give it away by themselves. */
function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map(line => line.trim());
  return lines.length < 2 ? [] : lines.flatMap(revealingPart);
}

function revealingPart(line: string): string[] {
  if (line.length < SHORTEST_LINE || /^[^A-Za-z0-9]*(BEGIN|END) /.test(line)) {
    return [];
  }
  // In a kubeconfig or a JSON key file, "kind: Config" gives nothing away, and a token gives all away without its key.
  const setting = /^(?:- )?["']?[\w.-]+["']?\s*[:=]\s*(\S.*)?$/.exec(line);
  if (!setting && !/^["']?[\w.-]+["']?:$|^[[\]{},]*$/.test(line)) {
    return [line];
  }
  const text = (setting?.[1] ?? '').replace(/^["']|["']?,?$/g, '');
  return text.length >= SHORTEST_LINE_VALUE && !/\s|^\w+:\/\/[^@]*$/.test(text)
    ? [text]
    : [];
}

function foldedTo(match: string): string {
  if (match[0] === '\0') {
    return '';
  }
  return match[0] === "'" ? "'" : ' ';
}
