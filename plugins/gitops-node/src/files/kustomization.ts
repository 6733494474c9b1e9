import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  Document,
  Scalar,
  YAMLSeq,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
} from 'yaml';
import { refuseSyntax } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { printLike } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { PlainList, plainList, withoutDot } from './kustomizationLines';
import { yamlFault } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** The names under which kustomize finds its file (kustomize, api/konfig.RecognizedKustomizationFileNames). */
export const KUSTOMIZATION_FILES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** The kustomization of a folder with 10,000 VMs is half as long. Beside its list of files, it has a page or two. */
const MAX_FILE = 500_000;
const MAX_REST = 100_000;
const WAY_OUT =
  'list its files under "resources" with a plain line each, or move part of it into a folder of its own, and run again';

/**
 * Refuses a kustomization that takes long to parse. A plain list of files takes no time, at any length.
 *
 * @throws InputError that names the file.
 */
export function refuseLargeKustomization(path: string, text: string): void {
  const refuseLonger = (found: string, length: number, most: number) => {
    if (length > most) {
      throw new InputError(
        `${path} is too large: found ${length} characters${found}, allowed: ${most}; ${WAY_OUT}`,
      );
    }
  };
  refuseLonger('', text.length, MAX_FILE);
  const rest = plainList(text)?.shortened ?? text;
  refuseLonger(' beside its plain list of resources', rest.length, MAX_REST);
  refuseSyntax(path, rest, WAY_OUT);
}

/**
 * A kustomization.yaml that lists the given files under `resources`.
 *
 * An existing text keeps its comments, order and unknown keys, and also its layout where `resources` is a list with a line
 * for each item. Files that it already lists, as `name` or `./name`, are not listed again. When nothing is missing, the
 * text is returned unchanged.
 *
 * @throws InputError when the text is no mapping, or its `resources` no list.
 */
export function addResources(options: {
  path: string;
  text: string | undefined;
  files: string[];
}): string {
  const { path, text } = options;
  const files = [...new Set(options.files)].sort();
  if (text === undefined) {
    return stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: files,
    });
  }
  refuseLargeKustomization(path, text);
  const list = plainList(text);
  const quick = list && addLines({ text, list, files });
  if (quick !== undefined) {
    return quick;
  }
  const { document, resources } = readKustomization(path, text);
  const listed = namesOf(resources);
  const missing = files.filter(file => !listed.includes(file));
  if (missing.length === 0) {
    return text;
  }
  const wanted = resources?.items.every(isScalar)
    ? insert(listed, missing)
    : [...listed, ...missing];
  const spliced = resources && splice({ text, resources, wanted, missing });
  if (spliced !== undefined) {
    return spliced;
  }
  if (resources === undefined) {
    document.set('resources', document.createNode(missing));
  } else {
    resources.flow = false;
    missing.forEach(file =>
      resources.items.splice(
        wanted.indexOf(file),
        0,
        document.createNode(file) as never,
      ),
    );
  }
  return printLike(document, text);
}

/**
 * A kustomization as a document.
 *
 * @throws InputError when the text is no mapping, or its `resources` no list.
 */
export function readKustomization(
  path: string,
  text: string,
): { document: Document.Parsed; resources: YAMLSeq | undefined } {
  refuseSyntax(path, text, WAY_OUT);
  const document = parseDocument(text, { uniqueKeys: false });
  const refuse = (found: string, allowed: string) =>
    new InputError(
      `${path}: found ${found}, allowed: ${allowed}; mend the file and run again`,
    );
  const fault = document.errors[0] ?? yamlFault(document);
  if (fault) {
    throw refuse(`a YAML error (${fault.message})`, 'valid YAML');
  }
  if (document.contents === null) {
    document.contents = document.createNode({}) as never;
  }
  if (!isMap(document.contents)) {
    throw refuse('no mapping', 'a kustomization');
  }
  const resources = document.get('resources') ?? undefined;
  if (resources !== undefined && !isSeq(resources)) {
    throw refuse('a "resources" that is no list', 'a list of files');
  }
  return { document, resources };
}

/** True for a plain list that is all of the resources of its text: the YAML of the rest is read with one item in the list. */
export function isAllOfResources(list: PlainList): boolean {
  const document = parseDocument(list.shortened, { uniqueKeys: false });
  if (
    document.errors.length > 0 ||
    yamlFault(document) ||
    !isMap(document.contents)
  ) {
    return false;
  }
  const resources = document.get('resources');
  return isSeq(resources) && !resources.flow && isOnly(resources, list);
}

/** The text with lines among those of a plain list; undefined where the list is not all of the resources. */
function addLines(options: {
  text: string;
  list: PlainList;
  files: string[];
}): string | undefined {
  const { text, list, files } = options;
  if (!isAllOfResources(list)) {
    return undefined;
  }
  const names = list.written.map(withoutDot);
  const known = new Set(names);
  const missing = files.filter(file => !known.has(file));
  if (missing.length === 0) {
    return text;
  }
  return missing.every(list.isPlain)
    ? list.with(insert(names, missing))
    : undefined;
}

function isOnly({ items }: YAMLSeq, { written }: PlainList): boolean {
  const [item] = items;
  return (
    items.length === 1 && isScalar(item) && item.value === written.slice(-1)[0]
  );
}

/**
 * A list with more names. A sorted list stays sorted, so that two branches that each add a name seldom conflict; in any
 * other list, the names are added at the end.
 */
function insert(names: string[], more: string[]): string[] {
  const isSorted = names.every((name, i) => i === 0 || names[i - 1] < name);
  return isSorted ? [...names, ...more].sort() : [...names, ...more];
}

/** The entries of a list of resources, without the leading "./" that some write. */
export function namesOf(resources: YAMLSeq | undefined): string[] {
  return (resources?.items ?? []).map(item =>
    withoutDot(String(isScalar(item) ? item.value : item)),
  );
}

/**
 * The text with new lines among the items of a list in block style, everything else untouched; undefined where the list
 * is written in a way that this does not fit.
 */
function splice(options: {
  text: string;
  resources: YAMLSeq;
  wanted: string[];
  missing: string[];
}): string | undefined {
  const { text, resources, wanted, missing } = options;
  const items = [...resources.items];
  if (resources.flow || !items.every(item => isScalar(item) && item.range)) {
    return undefined;
  }
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const lines = text.split(newline);
  const lineOf = (item: unknown) =>
    text.slice(0, (item as Scalar).range![0]).split(newline).length - 1;
  const first = lineOf(items[0]);
  const indent = /^ */.exec(lines[first] ?? '')![0];
  const below = new Map(items.map((item, i) => [i, lineOf(item)]));
  // From the end, so that the lines above keep their numbers.
  for (const name of [...missing].sort().reverse()) {
    const before = wanted
      .slice(0, wanted.indexOf(name))
      .filter(other => !missing.includes(other)).length;
    const at = before === 0 ? first : below.get(before - 1)! + 1;
    lines.splice(at, 0, `${indent}- ${name}`);
  }
  const joined = lines.join(newline);
  const result = joined.endsWith(newline) ? joined : joined + newline;
  return isOnlyExtended({ before: text, after: result, wanted })
    ? result
    : undefined;
}

/** True where two texts say the same, but for the resources of the second, which are the wanted ones. */
function isOnlyExtended(options: {
  before: string;
  after: string;
  wanted: string[];
}): boolean {
  const [old, now] = [options.before, options.after].map(text =>
    parseDocument(text),
  );
  if (now.errors.length > 0) {
    return false;
  }
  const { resources: _, ...rest } = old.toJS();
  const { resources, ...restNow } = now.toJS();
  return (
    isDeepStrictEqual(restNow, rest) &&
    isDeepStrictEqual(
      resources.map((name: unknown) => withoutDot(String(name))),
      options.wanted,
    )
  );
}
