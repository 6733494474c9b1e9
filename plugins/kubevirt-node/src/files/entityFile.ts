import { posix } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { stringify } from 'yaml';
import { TreeFile } from './Tree';

const ENDING = '.catalog-info.yaml';
/** The first line keeps Argo CD off (Argo CD, docs/user-guide/directory, "Skipping File Rendering"). */
const COMMENT = `# +argocd:skip-file-rendering
# Made anew from the manifest beside it each time that is proposed. What belongs here in the catalog's terms, such as the
# owner, is said by annotations of the manifest.
`;

/** The file of an entity, beside the manifest that it tells of: `<manifest>.catalog-info.yaml`. */
export function entityFile(manifestPath: string, entity: Entity): TreeFile {
  const { dir, name } = posix.parse(manifestPath);
  return {
    path: posix.join(dir, `${name}${ENDING}`),
    text: `${COMMENT}${stringify(entity, { lineWidth: 0 })}`,
  };
}

/** True for the path of such a file, which is for the catalog and not for the cluster. */
export function isEntityFile(path: string): boolean {
  return path.endsWith(ENDING);
}
