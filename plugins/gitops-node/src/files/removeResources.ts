import { isDeepStrictEqual } from 'node:util';
import { printLike } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Document, YAMLSeq, isScalar, parseDocument } from 'yaml';
import {
  isAllOfResources,
  namesOf,
  readKustomization,
  refuseLargeKustomization,
} from './kustomization';
import { plainList, withoutDot } from './kustomizationLines';

/** What a kustomization says before it lists anything; kustomize refuses one that says nothing else. */
const HEADER = ['apiVersion', 'kind', 'resources'];

/**
 * A kustomization that no longer lists the given files under `resources`; undefined where it would say nothing any more.
 *
 * Everything else stays: comments, order and unknown keys; and the layout too, where each item is on a line of its own. When
 * none of the files is listed, the same text comes back.
 *
 * @throws InputError when the text is no mapping, or its `resources` no list.
 */
export function removeResources(options: {
  path: string;
  text: string;
  files: string[];
}): string | undefined {
  const { path, text, files } = options;
  refuseLargeKustomization(path, text);
  const list = plainList(text);
  if (list && isAllOfResources(list)) {
    const left = list.written.filter(name => !files.includes(withoutDot(name)));
    if (left.length === list.written.length) {
      return text;
    }
    if (left.length > 0) {
      return list.without(files);
    }
  }
  return removeItems(options);
}

function removeItems(options: {
  path: string;
  text: string;
  files: string[];
}): string | undefined {
  const { path, text, files } = options;
  const { document, resources } = readKustomization(path, text);
  const names = namesOf(resources);
  if (!resources || !names.some(name => files.includes(name))) {
    return text;
  }
  const left = names.filter(name => !files.includes(name));
  const rest = Object.keys(document.toJS()).filter(
    key => !HEADER.includes(key),
  );
  if (left.length === 0 && rest.length === 0) {
    return undefined;
  }
  return (
    withoutLines({ text, resources, files }) ??
    withoutNodes({ document, resources, text, files })
  );
}

/** The text without the lines of some items, everything else untouched; undefined where that means something else. */
function withoutLines(options: {
  text: string;
  resources: YAMLSeq;
  files: string[];
}): string | undefined {
  const { text, resources, files } = options;
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const lines = text.split(newline);
  const gone = resources.items
    .filter(item => isGone(item, files))
    .map(item =>
      isScalar(item) && item.range
        ? text.slice(0, item.range[0]).split(newline).length - 1
        : undefined,
    );
  const after = lines.filter((_, i) => !gone.includes(i)).join(newline);
  const [was, becomes] = [text, after].map(one => parseDocument(one));
  if (becomes.errors.length > 0) {
    return undefined;
  }
  const wanted = {
    ...was.toJS(),
    resources: was
      .toJS()
      .resources.filter((item: unknown) => !files.includes(nameOf(item))),
  };
  return isDeepStrictEqual(becomes.toJS(), wanted) ? after : undefined;
}

function withoutNodes(options: {
  document: Document.Parsed;
  resources: YAMLSeq;
  text: string;
  files: string[];
}): string {
  const { document, resources, text, files } = options;
  resources.items = resources.items.filter(item => !isGone(item, files));
  if (resources.items.length === 0) {
    document.delete('resources');
  }
  return printLike(document, text);
}

function isGone(item: unknown, files: string[]): boolean {
  return isScalar(item) && files.includes(nameOf(item.value));
}

function nameOf(item: unknown): string {
  return withoutDot(String(item));
}
