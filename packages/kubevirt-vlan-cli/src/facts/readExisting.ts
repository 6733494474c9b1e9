import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { listFiles } from '../input/listFiles';
import { mayHoldOurs } from '../input/ourKinds';
import { parseFile } from '../input/parseFile';
import { readText } from '../input/readText';

/** The objects of the repository that are not being checked themselves. */
export interface Existing {
  objects: Array<{ object: KubeObject; path: string }>;
  /** Files that could not be read, and why. The check knows nothing of their content. */
  unread: Array<{ path: string; because: string }>;
}

/**
 * The objects of our kinds in a repository.
 *
 * @param except - the files that are checked themselves, as absolute paths
 * @param show - a file in messages
 */
export async function readExisting(options: {
  repo: string;
  except: string[];
  show: (path: string) => string;
}): Promise<Existing> {
  const { repo, show } = options;
  const except = new Set(options.except);
  const found: Existing = { objects: [], unread: [] };
  for (const path of (await listFiles(repo)).files) {
    if (except.has(path)) {
      continue;
    }
    try {
      const text = await readText(path, show(path));
      // Charts, values and pipelines are not ours, and often they are no YAML until they are rendered.
      if (mayHoldOurs(text)) {
        found.objects.push(...parseFile({ path, name: show(path), text }));
      }
    } catch (error) {
      found.unread.push({ path, because: (error as Error).message });
    }
  }
  return found;
}
