import { posix } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parse, stringify } from 'yaml';
import { TreeFile } from './Tree';

/** The API version of the catalog's own kinds. No object of a cluster has it. */
const API_VERSION = 'backstage.io/v1alpha1';
const ENDING = '.catalog-info.yaml';
/** With the first line, Argo CD ignores the file (Argo CD, docs/user-guide/directory, "Skipping File Rendering"). */
const COMMENT = `# +argocd:skip-file-rendering
# Made anew from the manifest beside it each time that is proposed. What belongs here in the catalog's terms, such as the
# owner, is said by annotations of the manifest.
`;

/** The file of an entity, beside the manifest that it describes: `<manifest>.catalog-info.yaml`. */
export function entityFile(manifestPath: string, entity: Entity): TreeFile {
  return {
    path: entityPath(manifestPath),
    text: `${COMMENT}${stringify(entity, { lineWidth: 0 })}`,
  };
}

/** Where the entity of a manifest is. */
export function entityPath(manifestPath: string): string {
  const { dir, name } = posix.parse(manifestPath);
  return posix.join(dir, `${name}${ENDING}`);
}

/** True for an entity file that we wrote. */
export function isOwnEntityFile(path: string, text: string): boolean {
  return isEntityFile(path, text) && text.startsWith(COMMENT);
}

/** True for such a file, which is for the catalog and not for the cluster, by its name and by what it holds. */
export function isEntityFile(path: string, text: string): boolean {
  return path.endsWith(ENDING) && entityIn(text) !== undefined;
}

/** The entity in a text; undefined where the text is not exactly one entity. */
export function entityIn(text: string): Entity | undefined {
  try {
    const value = parse(text);
    return value?.apiVersion === API_VERSION ? value : undefined;
  } catch {
    // It is not our file, or it is half-written.
    return undefined;
  }
}
