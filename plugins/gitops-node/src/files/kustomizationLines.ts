/** A list of files with one line for each, as in nearly all kustomizations. */
export interface PlainList {
  /** The names as written. */
  written: string[];
  /** The text with only the last item of the list. */
  shortened: string;
  /** True for a name that can be written on such a line. */
  isPlain(name: string): boolean;
  /** The text with the given names: those of the list, without "./", and new ones. The existing lines do not change. */
  with(names: string[]): string;
  /** The text without the lines of these names. */
  without(names: string[]): string;
}

/** A name that every version of YAML reads as a text: it has a slash, or ends like a file. */
const NAME =
  /^(?=.*\/|.*[A-Za-z].*\.ya?ml$)[A-Za-z0-9._/][A-Za-z0-9._/@=+~-]*$/;
/** A name is limited to 1,024 characters, as the time that the expressions take grows with the square of its length. */
const ITEM = /^( *)- +(["']?)([A-Za-z0-9._/@=+~-]{1,1024})\2( +#.*| *)$/;
const NOTHING = /^\s*(#.*)?$/;

/** The list below `resources` where each line is a plain name; otherwise undefined. */
export function plainList(text: string): PlainList | undefined {
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const lines = text.split(newline);
  const start = lines.findIndex(line => /^resources: *(#.*)?$/.test(line)) + 1;
  const items = start === 0 ? [] : itemsFrom(lines, start);
  const [first] = items;
  if (
    first === undefined ||
    items.some(({ indent, name }) => indent !== first.indent || !isPlain(name))
  ) {
    return undefined;
  }
  const end = items[items.length - 1];
  const written = items.map(({ name }) => name);
  return {
    written,
    shortened: [...lines.slice(0, start), ...lines.slice(end.line)].join(
      newline,
    ),
    isPlain,
    without: names => {
      const gone = items
        .filter(({ name }) => names.includes(withoutDot(name)))
        .map(({ line }) => line);
      return lines.filter((_, i) => !gone.includes(i)).join(newline);
    },
    with: all => {
      const known = new Map(
        items.map(({ name, line }) => [withoutDot(name), line]),
      );
      const more = new Map<number, string[]>();
      let at = first.line;
      all.forEach(name => {
        const line = known.get(name);
        at = line === undefined ? at : line + 1;
        if (line === undefined) {
          more.set(at, [...(more.get(at) ?? []), `${first.indent}- ${name}`]);
        }
      });
      const joined = [...lines.keys(), lines.length]
        .flatMap(i => [...(more.get(i) ?? []), ...lines.slice(i, i + 1)])
        .join(newline);
      return joined.endsWith(newline) ? joined : joined + newline;
    },
  };
}

/** A name as it is compared: some people write a leading "./". */
export function withoutDot(name: string): string {
  return name.replace(/^\.\//, '');
}

function isPlain(name: string): boolean {
  return NAME.test(name);
}

interface Item {
  line: number;
  indent: string;
  name: string;
}

/** The items of a list up to the first line that is neither one nor a comment. */
function itemsFrom(lines: string[], start: number): Item[] {
  const items: Item[] = [];
  for (let line = start; line < lines.length; line += 1) {
    const found = ITEM.exec(lines[line]);
    if (found) {
      items.push({ line, indent: found[1], name: found[3] });
    } else if (!NOTHING.test(lines[line])) {
      break;
    }
  }
  return items;
}
