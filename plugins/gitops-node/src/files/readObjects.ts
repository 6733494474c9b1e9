import { posix } from 'node:path';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parseManifests } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { Tree } from './Tree';
import { KUSTOMIZATION_FILES } from './kustomization';

/** An object, and the path of its file. */
export interface FoundObject {
  path: string;
  object: KubeObject;
}

/** True for a file that may hold manifests: YAML, and no kustomization. */
export function isObjectFile(path: string): boolean {
  return (
    /\.ya?ml$/.test(path) && !KUSTOMIZATION_FILES.includes(posix.basename(path))
  );
}

/** The paths of the YAML files below some folders that may hold manifests. */
export async function objectFiles(
  tree: Tree,
  folders: string[],
): Promise<string[]> {
  const paths = new Set<string>();
  for (const folder of folders) {
    (await tree.listAll(folder))
      .filter(isObjectFile)
      .forEach(path => paths.add(path));
  }
  return [...paths];
}

/**
 * The Kubernetes objects of the given kinds in some files. Files without objects, and files that can't be read, are passed
 * over.
 */
export async function readObjects(options: {
  tree: Tree;
  paths: string[];
  kinds: string[];
}): Promise<FoundObject[]> {
  const { tree, paths, kinds } = options;
  const found: FoundObject[] = [];
  // One after the other: a large repository would not fit into memory.
  for (const path of paths) {
    const text = (await tree.read(path)) ?? '';
    // Most files of a large repository have none of the kinds, and parsing takes long.
    if (kinds.some(kind => text.includes(kind))) {
      found.push(...objectsIn(path, text));
    }
  }
  return found.filter(({ object }) => kinds.includes(object.kind));
}

function objectsIn(path: string, text: string): FoundObject[] {
  try {
    return parseManifests({ name: path, text }).map(({ object }) => ({
      path,
      object,
    }));
  } catch {
    // It is not our file: Helm values, a patch, a half-written manifest. `readManifestFile` reads ours.
    return [];
  }
}
