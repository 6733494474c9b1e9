import {
  RELATIVE_PATH_RULE,
  isPathPart,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The longest name that file systems accept, in bytes. */
const MAX_PART = 255;
// macOS accepts no longer path, and on Linux it leaves three quarters of the 4096 to the folder of the clone.
const MAX_PATH = 1024;
const MAX_SHOWN = 120;

// Windows opens the device, whatever the folder and the extension.
const DEVICE = /^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]|CONIN\$|CONOUT\$)(\.|$)/i;
// HFS+ ignores these characters when it compares names. On NTFS, ":" begins a stream of the folder.
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const GIT_FOLDER = /^(\.git|git~[0-9]+)[. ]*(:.*)?$/i;

/**
 * The reason why a path may not be read or written in a repository or workspace, or undefined where it may. The
 * repository may be cloned on another system, so a harmless name here must not be a device, or another name, there.
 *
 * @returns "found …, allowed: …"
 */
export function pathProblem(path: string): string | undefined {
  if (path.length > MAX_PATH) {
    return problem(
      path,
      `a path of ${path.length} characters`,
      `${MAX_PATH} characters at most`,
    );
  }
  for (const part of path.split('/')) {
    const found = partProblem(part);
    if (found) {
      return problem(path, ...found);
    }
  }
  return undefined;
}

/**
 * The first of some names that differs from a name only in case or Unicode form. macOS and Windows do not distinguish
 * such files.
 */
export function twinOf(name: string, names: string[]): string | undefined {
  const letters = foldName(name);
  return names.find(other => other !== name && foldName(other) === letters);
}

/** The fault of a part of a path, and the rule for parts. */
function partProblem(part: string): [string, string] | undefined {
  const plain = part.normalize('NFKC').replace(IGNORABLE, '');
  if (GIT_FOLDER.test(plain)) {
    return ['the folder of Git itself', RELATIVE_PATH_RULE];
  }
  if (DEVICE.test(plain)) {
    return [
      `"${shown(part)}", a device of Windows`,
      'names other than CON, PRN, AUX, NUL, COM0 to COM9, LPT0 to LPT9, CONIN$ and CONOUT$, with any extension',
    ];
  }
  if (!isPathPart(part)) {
    return [
      part === '' ? 'an empty part' : `"${shown(part)}"`,
      RELATIVE_PATH_RULE,
    ];
  }
  if (part.startsWith('-')) {
    return [
      `"${shown(part)}", which commands take for an option`,
      'parts that do not begin with "-"',
    ];
  }
  if (part.endsWith('.')) {
    return [
      `"${shown(part)}", whose last "." Windows drops`,
      'parts that do not end with "."',
    ];
  }
  // Here the part is ASCII, so it has as many bytes as characters.
  return part.length > MAX_PART
    ? [
        `a part of ${part.length} characters`,
        `${MAX_PART} in each part at most`,
      ]
    : undefined;
}

function problem(path: string, found: string, allowed: string): string {
  const whole = `"${shown(path)}"`;
  return `found ${
    found === whole ? whole : `${whole} (${found})`
  }, allowed: ${allowed}`;
}

/** A text that is safe in a message: invisible characters, and those that change the direction of writing, are escaped. */
function shown(text: string): string {
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return cut.replace(
    /[^ -~…\p{L}\p{N}]/gu,
    letter => `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
}

/** A name as systems compare it that ignore case and Unicode form. */
export function foldName(name: string): string {
  // Upper case first: some letters have one upper-case form and several lower-case forms.
  return name
    .normalize('NFKC')
    .replace(IGNORABLE, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
}
