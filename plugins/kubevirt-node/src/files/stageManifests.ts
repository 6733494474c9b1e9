import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  ChangeAction,
  ChangeSet,
  KubeObject,
  formatObject,
  formatObjectId,
  objectChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parseManifests } from '../render/parseManifests';
import { RenderedManifest } from '../render/renderManifests';
import { FileTree, TreeFile } from './FileTree';
import { KUSTOMIZATION_FILES, addResources } from './kustomization';

/** What writing manifests to a tree would change. */
export interface StagedChange {
  changes: ChangeSet;
  /** The files that differ: manifests, and the kustomization of each folder. Empty when all is as it should be. */
  writes: TreeFile[];
}

/**
 * Compares manifests with a tree, object by object, and says which files would be written. Writes nothing. A file that
 * holds an equal object is left as it is, with its comments.
 *
 * @throws InputError when a file holds another object, or something that is none.
 */
export async function stageManifests(
  tree: FileTree,
  manifests: RenderedManifest[],
): Promise<StagedChange> {
  const compared = await Promise.all(
    manifests.map(async manifest => ({
      manifest,
      action: await compare(tree, manifest),
    })),
  );
  const kustomizations = await stageKustomizations(
    tree,
    manifests.map(manifest => manifest.path),
  );
  return {
    changes: compared.map(({ manifest, action }) =>
      objectChange(manifest.id, action, manifest.path),
    ),
    writes: [
      ...compared
        .filter(({ action }) => action !== 'unchanged')
        .map(({ manifest: { path, text } }) => ({ path, text })),
      ...kustomizations,
    ],
  };
}

/** An object, and the file that it stands in. */
export interface FoundObject {
  path: string;
  object: KubeObject;
}

/**
 * The Kubernetes objects of the given kinds in the YAML files below the given folders; files that hold none, or none
 * that can be read, are passed over.
 */
export async function readObjects(options: {
  tree: FileTree;
  folders: string[];
  kinds: string[];
}): Promise<FoundObject[]> {
  const { tree, folders, kinds } = options;
  const paths = await Promise.all(folders.map(folder => tree.listAll(folder)));
  const files = [...new Set(paths.flat())].filter(
    path =>
      /\.ya?ml$/.test(path) &&
      !KUSTOMIZATION_FILES.includes(posix.basename(path)),
  );
  const found = await Promise.all(
    files.map(async path => {
      const text = (await tree.read(path)) ?? '';
      // Most files of a large repository are neither; parsing them all would take long.
      return kinds.some(kind => text.includes(kind))
        ? objectsIn(path, text)
        : [];
    }),
  );
  return found.flat().filter(({ object }) => kinds.includes(object.kind));
}

function objectsIn(path: string, text: string): FoundObject[] {
  try {
    return parseManifests({ name: path, text }).map(({ object }) => ({
      path,
      object,
    }));
  } catch {
    // Somebody else's file: Helm values, a patch, a half-written manifest. Ours are compared by `compare`.
    return [];
  }
}

async function compare(
  tree: FileTree,
  manifest: RenderedManifest,
): Promise<ChangeAction> {
  const { path, object } = manifest;
  const text = await tree.read(path);
  if (text === undefined) {
    await refuseTwin(tree, manifest);
    return 'created';
  }
  const existing = parseManifests({ name: path, text });
  const wanted = formatObjectId(manifest.id);
  const found = existing.map(e => formatObject(e.object));
  if (found.length !== 1 || found[0] !== wanted) {
    throw new InputError(
      `${path}: found ${
        found.join(', ') || 'no object'
      }, allowed: ${wanted} alone, as the paths of the site configuration give each object a file of its own`,
    );
  }
  return isDeepStrictEqual(existing[0].object, object)
    ? 'unchanged'
    : 'configured';
}

/** Two files with one object break the folder for kustomize, and with it for Argo CD and Flux. */
async function refuseTwin(
  tree: FileTree,
  manifest: RenderedManifest,
): Promise<void> {
  const wanted = formatObjectId(manifest.id);
  const folder = posix.dirname(manifest.path);
  const found = await readObjects({
    tree,
    folders: [folder],
    kinds: [manifest.id.kind],
  });
  const twin = found.find(({ object }) => formatObject(object) === wanted);
  if (twin) {
    throw new InputError(
      `${twin.path}: found ${wanted}, allowed in ${manifest.path} alone; move it there, and run again`,
    );
  }
}

async function stageKustomizations(
  tree: FileTree,
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

async function kustomizationPath(
  tree: FileTree,
  folder: string,
): Promise<string> {
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
