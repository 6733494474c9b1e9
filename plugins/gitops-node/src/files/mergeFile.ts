import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  MergeConflict,
  RECORD_ANNOTATION,
  formatObject,
  mergeManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parseAllDocuments } from 'yaml';
import {
  ParsedManifest,
  parseManifests,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  editDocument,
  lineOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { printLike } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  recordOf,
  refuseLongRecord,
  withRecord,
  withoutRecord,
} from './record';

/** The longest value that a conflict shows in full, in characters. */
const MAX_SHOWN = 200;

/** A file with one object, and its parsed content. */
export interface ManifestFile extends ParsedManifest {
  path: string;
  text: string;
}

/**
 * Reads a file that must hold exactly the expected object.
 *
 * @throws InputError when it holds another, several, or none.
 */
export function readManifestFile(options: {
  path: string;
  text: string;
  wanted: string;
}): ManifestFile {
  const { path, text, wanted } = options;
  const existing = parseManifests({ name: path, text });
  const found = existing.map(({ object }) => formatObject(object));
  if (found.length !== 1 || found[0] !== wanted) {
    throw new InputError(
      `${path}: found ${
        found.join(', ') || 'no object'
      }, allowed: ${wanted} alone, as the paths of the site configuration give each object a file of its own`,
    );
  }
  return { path, text, ...existing[0] };
}

/** The result of a merge into a file. */
export interface MergedFile {
  /** The object, without the record. */
  object: KubeObject;
  /** The text of the file; the same as before where nothing changes. */
  text: string;
}

/**
 * Merges an object into an existing file. The changes that people made since our last write are kept, and so are comments
 * and layout.
 *
 * `base` is the object of the last write, where it is known from another source than the file's own record.
 *
 * @throws InputError when people and we changed the same field, with the line and both sides.
 */
export function mergeIntoFile(options: {
  file: ManifestFile;
  ours: KubeObject;
  base?: KubeObject;
  /** The object for the new record. Left out: `ours`; null: no record. */
  written?: KubeObject | null;
  /** The name for the side of `ours` in the message of a conflict. */
  author: string;
}): MergedFile {
  const { file, ours, author, written = ours } = options;
  const theirs = withoutRecord(file.object);
  if (isDeepStrictEqual(theirs, ours) && !recordOf(file.object)) {
    return { object: theirs, text: file.text };
  }
  const base = options.base ?? recordOf(file.object);
  const { merged, conflicts } = mergeManifests({
    base: base && withoutRecord(base),
    theirs,
    ours,
    ignoredAnnotations: [RECORD_ANNOTATION],
  });
  if (conflicts.length > 0) {
    throw conflictError({ file, conflicts, author, isRecorded: Boolean(base) });
  }
  const object = written ? withRecord(merged, written) : merged;
  if (isDeepStrictEqual(file.object, object)) {
    return { object: merged, text: file.text };
  }
  refuseMoreDocuments(file);
  refuseLongRecord(file.path, object);
  editDocument(file.document, object);
  return { object: merged, text: printLike(file.document, file.text) };
}

/** Other documents in the file, such as a manifest that is commented out, would be lost. */
export function refuseMoreDocuments({ path, text }: ManifestFile): void {
  const documents = parseAllDocuments(text).length;
  if (documents !== 1) {
    throw new InputError(
      `${path}: found ${documents} YAML documents, allowed: one, without "---" after it, as the file has to be changed; mend it and run again. Nothing was written`,
    );
  }
}

function conflictError(options: {
  file: ManifestFile;
  conflicts: MergeConflict[];
  author: string;
  isRecorded: boolean;
}): Error {
  const { file, conflicts, author, isRecorded } = options;
  const places = conflicts.map(({ path, keys, base, theirs, ours }) =>
    differenceAt({
      ...{ file, keys, field: path, found: theirs },
      wanted: `${author} ${show(ours)}`,
      ...(isRecorded && { written: base }),
    }),
  );
  return new InputError(
    `${formatObject(
      file.object,
    )} was changed by hand where ${author} changes it too. ${places.join(
      '; ',
    )}. Nothing was written. ${
      isRecorded
        ? 'Ask for what the file says, or change the file to what was last written or to what is asked for, then run again'
        : 'No record says what was written there last: change the file to what is asked for, or remove it, then run again'
    }`,
  );
}

/** `file:line field: found …`: one place in which a file differs from what we wrote last, or want. */
function differenceAt(options: {
  file: ManifestFile;
  field: string;
  keys: Array<string | number>;
  found: unknown;
  /** What is wanted there, in words. */
  wanted?: string;
  /** Left out: not known. */
  written?: unknown;
}): string {
  const { found, wanted } = options;
  const said = [
    `found ${show(found)}`,
    ...(wanted === undefined ? [] : [wanted]),
    ...('written' in options ? [`last written ${show(options.written)}`] : []),
  ];
  return `${placeOf(options)}: ${said.join(', ')}`;
}

/** `file:line field`: one place in a file. */
export function placeOf(options: {
  file: ManifestFile;
  field: string;
  keys: Array<string | number>;
}): string {
  const { file, field, keys } = options;
  const line = lineOf(file.document, file.text, keys);
  return `${file.path}${line === undefined ? '' : `:${line}`} ${field}`;
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
