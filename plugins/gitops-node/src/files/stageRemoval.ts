import { InputError } from '@backstage/errors';
import {
  ObjectRemoval,
  differences,
  formatObject,
  formatObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Tree, TreeFile } from './Tree';
import { entityPath, isOwnEntityFile } from './entityFile';
import { ManifestFile, placeOf, refuseMoreDocuments } from './mergeFile';
import { recordOf, withoutRecord } from './record';

/** What deleting an object changes in a tree. */
export interface StagedRemoval {
  action: 'deleted' | 'unchanged';
  /** The file, where other objects stay in it. */
  writes: TreeFile[];
  /** The files that are deleted. */
  deletes: string[];
}

const NOTHING: StagedRemoval = { action: 'unchanged', writes: [], deletes: [] };

/**
 * Deletes an object from its file: the file itself, or the object's document where the file holds others. The entity file
 * beside it goes too, where it is ours. An object that is not there is `unchanged`.
 *
 * @throws InputError when people changed the object since it was written last, or keep something else in its file.
 */
export async function stageRemoval(
  tree: Tree,
  { id, path }: ObjectRemoval,
): Promise<StagedRemoval> {
  const text = await tree.read(path);
  if (text === undefined) {
    return NOTHING;
  }
  const wanted = formatObjectId(id);
  const found = parseManifests({ name: path, text });
  const own = found.find(({ object }) => formatObject(object) === wanted);
  if (!own) {
    return NOTHING;
  }
  refuseChanged({ path, text, ...own });
  if (found.length > 1) {
    const rest = withoutDocument({ path, text, wanted });
    return { action: 'deleted', writes: [{ path, text: rest }], deletes: [] };
  }
  refuseMoreDocuments({ path, text, ...own });
  const entity = entityPath(path);
  const entityText = await tree.read(entity);
  const isOurs =
    entityText !== undefined && isOwnEntityFile(entity, entityText);
  return {
    action: 'deleted',
    writes: [],
    deletes: [path, ...(isOurs ? [entity] : [])],
  };
}

/** What people wrote into a file is not thrown away behind their back. */
function refuseChanged(file: ManifestFile): void {
  const { object, path } = file;
  const base = recordOf(object);
  const id = formatObject(object);
  if (!base) {
    throw new InputError(
      `${path}: ${id} is to be removed, but no record says what was written there last, so a person may have; allowed: to remove the file and its line in kustomization.yaml by hand. Nothing was written`,
    );
  }
  const changed = differences(
    withoutRecord(base),
    withoutRecord(object),
    'object',
  ).map(({ path: field, keys }) =>
    // Without the values: a person may have written a password there.
    placeOf({
      file,
      field: field.replace(/^object\./, ''),
      keys: keys.slice(1),
    }),
  );
  if (changed.length > 0) {
    throw new InputError(
      `${id} is to be removed, but was changed by hand. ${changed.join(
        '; ',
      )}. Nothing was written. Change the file back to what was last written, or remove it by hand, then run again`,
    );
  }
}

/** A text without the document of one object; the others keep every byte. */
function withoutDocument(options: {
  path: string;
  text: string;
  wanted: string;
}): string {
  const { path, text, wanted } = options;
  if (/^(\.\.\.|%)/m.test(text)) {
    throw new InputError(
      `${path}: found a directive or an end mark ("...") between its documents, allowed: "---" alone, as one of them is to be removed; mend it and run again. Nothing was written`,
    );
  }
  const parts = text.split(/^(?=---(?:\s|$))/m);
  const isWanted = (part: string) =>
    parseManifests({ name: path, text: part }).some(
      ({ object }) => formatObject(object) === wanted,
    );
  return parts.filter(part => !isWanted(part)).join('');
}
