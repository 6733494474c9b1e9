import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parse } from 'yaml';
import { isEntityFile } from '../files/entityFile';
import { KUSTOMIZATION_FILES } from '../files/kustomization';
import { mergeIntoFile, readManifestFile } from '../files/mergeFile';
import { mergeKustomization } from '../files/mergeKustomization';
import { mergeLines } from '../files/mergeLines';
import { isObjectFile } from '../files/readObjects';
import { recordOf, withoutRecord } from '../files/record';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { BothChanged } from './mergeTrees';

/**
 * The text of a file that the base branch (`theirs`) and the branch of a change (`ours`) both changed.
 *
 * @throws InputError where a person has to decide.
 */
export function resolveFile(file: BothChanged): string {
  const { path, base, ours, theirs } = file;
  const entity = [ours, theirs].find(text => text !== undefined);
  if (entity !== undefined && isEntityFile(path, entity)) {
    // It is written again before the push.
    return entity;
  }
  if (ours === undefined || theirs === undefined) {
    throw byHand(path, 'one side changed it and the other took it away');
  }
  const lines =
    base === undefined ? undefined : mergeLines({ base, ours, theirs });
  const isKustomization = KUSTOMIZATION_FILES.includes(posix.basename(path));
  const merged = isKustomization
    ? mergeKustomization({ path, base, ours, theirs })
    : mergeObject({ path, base, ours, theirs });
  // The merge by lines keeps the comments of both sides, but only the merge by fields knows the meaning of a line.
  const meaning = isKustomization ? kustomizationIn : objectIn;
  return lines !== undefined &&
    isDeepStrictEqual(meaning(path, lines), meaning(path, merged))
    ? lines
    : merged;
}

function mergeObject(file: {
  path: string;
  base: string | undefined;
  ours: string;
  theirs: string;
}): string {
  const { path, base, ours, theirs } = file;
  const mine = isObjectFile(path) ? onlyObject(path, ours) : undefined;
  if (!mine) {
    throw byHand(path, 'both sides changed it, and it is no manifest');
  }
  const existing = readManifestFile({
    path,
    text: theirs,
    wanted: formatObject(mine),
  });
  return mergeIntoFile({
    file: existing,
    ours: withoutRecord(mine),
    base: base === undefined ? recordOf(mine) : onlyObject(path, base),
    written: recordOf(mine) ?? recordOf(existing.object) ?? null,
    author: 'the branch of this change',
  }).text;
}

/** The content of a kustomization; undefined for a text that is no YAML. */
function kustomizationIn(_path: string, text: string): unknown {
  try {
    const { resources, ...rest } = parse(text);
    return { ...rest, resources: [...resources].sort() };
  } catch {
    return undefined;
  }
}

/** The object of a manifest; undefined for a text that is none. */
function objectIn(path: string, text: string): unknown {
  try {
    const object = onlyObject(path, text);
    return object && withoutRecord(object);
  } catch {
    return undefined;
  }
}

function onlyObject(path: string, text: string): KubeObject | undefined {
  const objects = parseManifests({ name: path, text });
  return objects.length === 1 ? objects[0].object : undefined;
}

function byHand(path: string, what: string): InputError {
  return new InputError(
    `${path}: the base branch has moved since the branch of this change left it, and ${what}; merge the base branch into the branch by hand, or delete the branch, then run again. Nothing was written`,
  );
}
