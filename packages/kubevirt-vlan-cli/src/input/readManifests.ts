import { InputError } from '@backstage/errors';
import { listFiles } from './listFiles';
import { Manifest } from './Manifest';
import { canonical } from './paths';
import { parseFile } from './parseFile';
import { readText } from './readText';

/** The manifests that were found, and the links that were not followed. */
export interface Manifests {
  manifests: Manifest[];
  /** All files that were read, as absolute paths, also those without an object of our kinds. */
  files: string[];
  links: string[];
}

/**
 * The objects in some folders and files.
 *
 * @param show - a file in messages
 * @throws InputError if one of them can't be read, or if there is no object at all.
 */
export async function readManifests(options: {
  cwd: string;
  paths: string[];
  show: (path: string) => string;
}): Promise<Manifests> {
  const { cwd, paths, show } = options;
  const files = new Set<string>();
  const links = new Set<string>();
  for (const path of paths) {
    const listing = await listFiles(await canonical(cwd, path));
    listing.files.forEach(file => files.add(file));
    listing.links.forEach(link => links.add(link));
  }
  const manifests: Manifest[] = [];
  // One after the other: a large repository would not fit into memory.
  for (const path of files) {
    const text = await readText(path, show(path));
    manifests.push(...parseFile({ path, name: show(path), text }));
  }
  if (manifests.length === 0) {
    throw new InputError(
      `found no manifests in ${paths.join(
        ', ',
      )}, allowed: at least one NodeNetworkConfigurationPolicy, NetworkAttachmentDefinition or VirtualMachine in a .yaml, .yml or .json file`,
    );
  }
  return { manifests, files: [...files], links: [...links] };
}
