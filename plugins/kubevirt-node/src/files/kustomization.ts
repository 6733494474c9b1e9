import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  YAMLSeq,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
} from 'yaml';

/** The names under which kustomize finds its file (kustomize, api/konfig.RecognizedKustomizationFileNames). */
export const KUSTOMIZATION_FILES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/**
 * A kustomization.yaml that lists the given files under `resources`.
 *
 * An existing text keeps everything it has: comments, order, unknown keys; and its layout too, where `resources` is a list
 * with a line for each item. Files that it lists already, as `name` or `./name`, are not listed again; when nothing is
 * missing, the same text comes back.
 *
 * @throws InputError when the text is no mapping, or its `resources` no list.
 */
export function addResources(options: {
  path: string;
  text: string | undefined;
  files: string[];
}): string {
  const { path, text } = options;
  const files = [...new Set(options.files)];
  if (text === undefined) {
    return stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: files,
    });
  }
  const document = parseDocument(text);
  const refuse = (found: string, allowed: string) =>
    new InputError(
      `${path}: found ${found}, allowed: ${allowed}; mend the file and run again`,
    );
  if (document.errors.length > 0) {
    throw refuse(`a YAML error (${document.errors[0].message})`, 'valid YAML');
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
  const listed = namesOf(resources);
  const missing = files.filter(file => !listed.includes(file));
  if (missing.length === 0) {
    return text;
  }
  const spliced = resources && splice({ text, resources, missing });
  if (spliced !== undefined) {
    return spliced;
  }
  if (resources === undefined) {
    document.set('resources', document.createNode(missing));
  } else {
    resources.flow = false;
    missing.forEach(file => resources.add(document.createNode(file)));
  }
  return document.toString({ lineWidth: 0 });
}

/** The entries of a list of resources, without the leading "./" that some write. */
function namesOf(resources: YAMLSeq | undefined): string[] {
  return (resources?.items ?? []).map(item =>
    String(isScalar(item) ? item.value : item).replace(/^\.\//, ''),
  );
}

/**
 * The text with new lines below the last item of a list in block style, everything else untouched; undefined where the
 * list is written in a way that this does not fit.
 */
function splice(options: {
  text: string;
  resources: YAMLSeq;
  missing: string[];
}): string | undefined {
  const { text, resources, missing } = options;
  const last = resources.items[resources.items.length - 1];
  if (resources.flow || !isScalar(last) || !last.range) {
    return undefined;
  }
  const [start, valueEnd] = last.range;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ ]*/.exec(text.slice(lineStart))![0];
  const lineEnd = text.indexOf('\n', valueEnd);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const newline = text.slice(0, end).endsWith('\r') ? '\r\n' : '\n';
  const head = text.slice(0, end).replace(/\r$/, '');
  const tail = lineEnd < 0 ? '\n' : text.slice(lineEnd);
  const lines = missing.map(file => `${newline}${indent}- ${file}`).join('');
  const result = `${head}${lines}${newline === '\r\n' ? '\r' : ''}${tail}`;
  return isOnlyExtended(text, result, missing) ? result : undefined;
}

/** True where two texts say the same, but for more resources in the second. */
function isOnlyExtended(before: string, after: string, more: string[]) {
  const [old, now] = [before, after].map(text => parseDocument(text));
  if (now.errors.length > 0) {
    return false;
  }
  const { resources, ...rest } = old.toJS();
  return isDeepStrictEqual(now.toJS(), {
    ...rest,
    resources: [...resources, ...more],
  });
}
