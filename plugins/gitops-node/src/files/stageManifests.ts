import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  ChangeAction,
  ChangeSet,
  KubeObject,
  ObjectRemoval,
  PlannedObject,
  formatObject,
  formatObjectId,
  objectChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { RenderedManifest } from './RenderedManifest';
import { Tree, TreeFile } from './Tree';
import { editDocument } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { KUSTOMIZATION_FILES, addResources } from './kustomization';
import { mergeIntoFile, readManifestFile } from './mergeFile';
import { FoundObject, objectFiles, readObjects } from './readObjects';
import { refuseLongRecord, withRecord, withSyncWave } from './record';
import { removeResources } from './removeResources';
import { stageRemoval } from './stageRemoval';

/** The changes that writing manifests to a tree would make. */
export interface StagedChange {
  /** The writes, then the removals. */
  changes: ChangeSet;
  /** The resulting objects: the manifests, with what people changed in their files. */
  objects: KubeObject[];
  /** The files that differ: manifests, and the kustomization of each folder. Empty when nothing has to be written. */
  writes: TreeFile[];
  /** The paths of the files that are deleted. */
  deletes: string[];
}

/** True if nothing has to be written: the tree holds everything already. */
export function isUpToDate({ writes, deletes }: StagedChange): boolean {
  return writes.length === 0 && deletes.length === 0;
}

interface StagedFile {
  action: ChangeAction;
  object: KubeObject;
  text: string;
}

/**
 * Compares manifests and removals with a tree, object by object, and says which files would be written and deleted. Writes
 * nothing. What people changed in a file since it was written last stays, and a file in which nothing changes is left as it
 * is.
 *
 * @param existing - objects of the tree, with the file of each, to find one that is in another file than planned
 * @throws InputError when a file holds another object or something that is none, when the object is in another file, and
 * when people changed what the manifest changes too, or what is to be removed.
 */
export async function stageManifests(
  tree: Tree,
  manifests: RenderedManifest[],
  existing: FoundObject[] = [],
  removals: ObjectRemoval[] = [],
): Promise<StagedChange> {
  const planned = [...manifests, ...removals];
  const others = await readObjects({
    tree,
    paths: await objectFiles(tree, [
      ...new Set(planned.map(({ path }) => posix.dirname(path))),
    ]),
    kinds: [...new Set(planned.map(({ id }) => id.kind))],
  });
  const known = [...others, ...existing];
  const staged = await Promise.all(
    manifests.map(manifest => stageFile(tree, manifest, known)),
  );
  const removed = await Promise.all(
    removals.map(async removal => {
      const one = await stageRemoval(tree, removal);
      if (one.action === 'unchanged') {
        // The base branch may have the file that this branch deletes.
        refuseTwin(
          removal,
          known.filter(({ path }) => path !== removal.path),
        );
      }
      return one;
    }),
  );
  const deletes = removed.flatMap(one => one.deletes);
  const kustomizations = await stageKustomizations(tree, {
    added: manifests.map(({ path }) => path),
    removed: deletes,
  });
  return {
    changes: [
      ...manifests.map(({ id, path }, i) =>
        objectChange(id, staged[i].action, path),
      ),
      ...removals.map(({ id, path }, i) =>
        objectChange(id, removed[i].action, path),
      ),
    ],
    objects: staged.map(({ object }) => object),
    writes: [
      ...manifests.flatMap(({ path }, i) =>
        staged[i].action === 'unchanged'
          ? []
          : [{ path, text: staged[i].text }],
      ),
      ...removed.flatMap(one => one.writes),
      ...kustomizations.writes,
    ],
    deletes: [...deletes, ...kustomizations.deletes],
  };
}

async function stageFile(
  tree: Tree,
  manifest: RenderedManifest,
  existing: FoundObject[],
): Promise<StagedFile> {
  const { path } = manifest;
  const ours = withSyncWave(manifest.object);
  const before = await tree.read(path);
  if (before === undefined) {
    refuseTwin(manifest, existing);
    const [{ document }] = parseManifests({ name: path, text: manifest.text });
    const written = withRecord(ours, ours);
    refuseLongRecord(path, written);
    editDocument(document, written);
    return {
      action: 'created',
      object: ours,
      text: document.toString({ lineWidth: 0 }),
    };
  }
  const { object, text } = mergeIntoFile({
    file: readManifestFile({
      path,
      text: before,
      wanted: formatObjectId(manifest.id),
    }),
    ours,
    author: 'this request',
  });
  return { action: text === before ? 'unchanged' : 'configured', object, text };
}

/** Two files with one object break the folder for kustomize, or are two sources of one object for Argo CD and Flux. */
function refuseTwin(planned: PlannedObject, existing: FoundObject[]): void {
  const wanted = formatObjectId(planned.id);
  const twin = existing.find(({ object }) => formatObject(object) === wanted);
  if (twin) {
    throw new InputError(
      `${twin.path}: found ${wanted}, allowed in ${planned.path} alone; move it there, and run again`,
    );
  }
}

async function stageKustomizations(
  tree: Tree,
  paths: { added: string[]; removed: string[] },
): Promise<Pick<StagedChange, 'writes' | 'deletes'>> {
  const { added, removed } = paths;
  const folders = [
    ...new Set([...added, ...removed].map(path => posix.dirname(path))),
  ];
  const staged = await Promise.all(
    folders.map(async folder => {
      const namesIn = (all: string[]) =>
        all
          .filter(path => posix.dirname(path) === folder)
          .map(path => posix.basename(path));
      const path = await kustomizationPath(tree, folder);
      const before = await tree.read(path);
      const text = kustomizationWith({
        ...{ path, text: before },
        ...{ added: namesIn(added), removed: namesIn(removed) },
      });
      return { path, before, text };
    }),
  );
  return {
    writes: staged.flatMap(({ path, before, text }) =>
      text === undefined || text === before ? [] : [{ path, text }],
    ),
    deletes: staged.flatMap(({ path, before, text }) =>
      text === undefined && before !== undefined ? [path] : [],
    ),
  };
}

/** The text of a kustomization afterwards; undefined where there is none. */
function kustomizationWith(options: {
  path: string;
  text: string | undefined;
  added: string[];
  removed: string[];
}): string | undefined {
  const { path, added, removed } = options;
  const text =
    added.length > 0
      ? addResources({ path, text: options.text, files: added })
      : options.text;
  return text === undefined || removed.length === 0
    ? text
    : removeResources({ path, text, files: removed });
}

async function kustomizationPath(tree: Tree, folder: string): Promise<string> {
  const found = (await tree.list(folder)).filter(name =>
    KUSTOMIZATION_FILES.includes(name),
  );
  if (found.length > 1) {
    throw new InputError(
      `${folder}: found ${found.join(
        ' and ',
      )}, allowed: one of them, as kustomize refuses a folder with more`,
    );
  }
  return posix.join(folder, found[0] ?? KUSTOMIZATION_FILES[0]);
}
