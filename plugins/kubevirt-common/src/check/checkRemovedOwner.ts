import { OWNER_ANNOTATION, VM_KIND } from '../constants';
import { appliedObjects } from '../manifests/locatedObjects';
import { Facts } from '../model/facts';
import { formatObject, formatObjectId } from '../model/kubeObject';
import { Removal, removedObjects } from '../model/removal';
import { ownerOf } from './checkExisting';
import { Finding } from './finding';

/**
 * Whether a VM that is removed belongs to somebody else. Where repository and cluster differ, both versions count.
 *
 * @param facts - with what is removed
 */
export function checkRemovedOwner(
  removals: Removal[],
  facts: Facts,
): Finding[] {
  const { existing, live } = facts;
  const located = [
    ...appliedObjects({ existing }),
    ...appliedObjects({ live }),
  ];
  return removedObjects(removals)
    .filter(({ id }) => id.kind === VM_KIND)
    .flatMap(({ id, owner }) => {
      const object = formatObjectId(id);
      const other = located.find(one => {
        const was = ownerOf(one.object);
        return (
          formatObject(one.object) === object &&
          was !== undefined &&
          was !== owner
        );
      });
      return other
        ? [
            {
              level: 'error' as const,
              code: 'vm-owner' as const,
              object,
              field: `metadata.annotations["${OWNER_ANNOTATION}"]`,
              message: `this removes the VM for ${owner ?? 'nobody'}, but in ${
                other.source
              } it belongs to ${ownerOf(
                other.object,
              )}; allowed: to remove a VM of the same owner`,
            },
          ]
        : [];
    });
}
