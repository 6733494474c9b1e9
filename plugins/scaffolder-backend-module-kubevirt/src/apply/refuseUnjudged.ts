import { ConflictError } from '@backstage/errors';
import {
  KubeObject,
  formatObject,
  formatObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { driftOf } from './drift';
import { RemovalEntry } from './RemovalEntry';
import { versionOf } from './removeObject';

/**
 * Between the checks and the preview, somebody may have changed an object that is to be deleted, or created another one of that
 * name.
 *
 * @param judged - the objects that the checks looked at
 * @throws ConflictError where a deletion would delete something else.
 */
export function refuseUnjudged(
  entries: RemovalEntry[],
  judged: KubeObject[],
): void {
  for (const entry of entries) {
    const id = formatObjectId(entry.id);
    const before = judged.find(object => formatObject(object) === id);
    if (entry.action === 'deleted' && !isSame(before, entry.live)) {
      throw new ConflictError(`${id} has changed since it was checked`);
    }
  }
}

function isSame(before: KubeObject | undefined, now: KubeObject): boolean {
  return (
    before !== undefined &&
    versionOf(before).uid === versionOf(now).uid &&
    driftOf(before, now).length === 0
  );
}
