import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { KUSTOMIZATION_FILES } from '../files/kustomization';
import { mergeIntoFile, readManifestFile } from '../files/mergeFile';
import { mergeKustomization } from '../files/mergeKustomization';
import { isObjectFile } from '../files/readObjects';
import { recordOf, withoutRecord } from '../files/record';
import { parseManifests } from '../render/parseManifests';
import { BothChanged } from './mergeTrees';

/**
 * The text of a file that the base branch (`theirs`) and the branch of a change (`ours`) both changed.
 *
 * @throws InputError where that takes a person.
 */
export function resolveFile(file: BothChanged): string {
  const { path, base, ours, theirs } = file;
  if (ours === undefined || theirs === undefined) {
    throw byHand(path, 'one side changed it and the other took it away');
  }
  if (KUSTOMIZATION_FILES.includes(posix.basename(path))) {
    return mergeKustomization({ path, base, ours, theirs });
  }
  const mine = isObjectFile(path) ? onlyObject(path, ours) : undefined;
  if (!mine) {
    throw byHand(path, 'both sides changed it, and it is no manifest');
  }
  const standing = readManifestFile({
    path,
    text: theirs,
    wanted: formatObject(mine),
  });
  return mergeIntoFile({
    file: standing,
    ours: withoutRecord(mine),
    base: base === undefined ? recordOf(mine) : onlyObject(path, base),
    written: recordOf(mine) ?? recordOf(standing.object) ?? null,
    author: 'the branch of this change',
  }).text;
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
