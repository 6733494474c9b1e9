import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  ChangeAction,
  ChangeSet,
  KubeObject,
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

/** The changes that writing manifests to a tree would make. */
export interface StagedChange {
  changes: ChangeSet;
  /** The resulting objects: the manifests, merged with the changes that people made in their files. */
  objects: KubeObject[];
  /** The files that differ: manifests, and the kustomization of each folder. Empty when nothing has to change. */
  writes: TreeFile[];
}

interface StagedFile {
  action: ChangeAction;
  object: KubeObject;
  text: string;
}

/**
 * Compares manifests with a tree, object by object, and lists the files to write. Writes nothing. The changes that people
 * made in a file since our last write are kept, and a file in which nothing changes is not written.
 *
 * `standing` are the existing objects of the tree that are known already, in any file.
 *
 * @throws InputError when a file holds another object or none, when the object already exists in another file, and when
 * people and the manifest changed the same field.
 */
export async function stageManifests(
  tree: Tree,
  manifests: RenderedManifest[],
  standing: FoundObject[] = [],
): Promise<StagedChange> {
  const others = await readObjects({
    tree,
    paths: await objectFiles(tree, [
      ...new Set(manifests.map(({ path }) => posix.dirname(path))),
    ]),
    kinds: [...new Set(manifests.map(({ id }) => id.kind))],
  });
  const staged = await Promise.all(
    manifests.map(manifest =>
      stageFile(tree, manifest, [...others, ...standing]),
    ),
  );
  const kustomizations = await stageKustomizations(
    tree,
    manifests.map(manifest => manifest.path),
  );
  return {
    changes: manifests.map(({ id, path }, i) =>
      objectChange(id, staged[i].action, path),
    ),
    objects: staged.map(({ object }) => object),
    writes: [
      ...manifests.flatMap(({ path }, i) =>
        staged[i].action === 'unchanged'
          ? []
          : [{ path, text: staged[i].text }],
      ),
      ...kustomizations,
    ],
  };
}

async function stageFile(
  tree: Tree,
  manifest: RenderedManifest,
  standing: FoundObject[],
): Promise<StagedFile> {
  const { path } = manifest;
  const ours = withSyncWave(manifest.object);
  const before = await tree.read(path);
  if (before === undefined) {
    refuseTwin(manifest, standing);
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

/** Two files with the same object break the folder for kustomize, and are two sources of it for Argo CD and Flux. */
function refuseTwin(manifest: RenderedManifest, standing: FoundObject[]): void {
  const wanted = formatObjectId(manifest.id);
  const twin = standing.find(({ object }) => formatObject(object) === wanted);
  if (twin) {
    throw new InputError(
      `${twin.path}: found ${wanted}, allowed in ${manifest.path} alone; move it there, and run again`,
    );
  }
}

async function stageKustomizations(
  tree: Tree,
  paths: string[],
): Promise<TreeFile[]> {
  const folders = [...new Set(paths.map(path => posix.dirname(path)))];
  const staged = await Promise.all(
    folders.map(async folder => {
      const files = paths
        .filter(path => posix.dirname(path) === folder)
        .map(path => posix.basename(path));
      const path = await kustomizationPath(tree, folder);
      const before = await tree.read(path);
      const text = addResources({ path, text: before, files });
      return text === before ? [] : [{ path, text }];
    }),
  );
  return staged.flat();
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
