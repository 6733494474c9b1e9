import { InputError } from '@backstage/errors';
import { POLICY_KIND } from '../constants';
import { formatObjectId } from '../model/kubeObject';
import { removedObjects } from '../model/removal';
import { Plan } from './plan';

/**
 * Refuses a plan that writes and deletes the same object. In a repository the file would be gone before anybody read what was
 * written, so that interfaces which it takes away would stay on the nodes.
 *
 * @throws InputError that names the objects.
 */
export function refuseWrittenAndDeleted({
  objects,
  removals,
}: Pick<Plan, 'objects' | 'removals'>): void {
  const written = new Set([
    ...objects.map(({ id }) => formatObjectId(id)),
    ...removals.flatMap(removal =>
      removal.type === 'interfaces'
        ? formatObjectId({ kind: POLICY_KIND, name: removal.policy })
        : [],
    ),
  ]);
  const both = removedObjects(removals)
    .map(({ id }) => formatObjectId(id))
    .filter(id => written.has(id));
  if (both.length > 0) {
    throw new InputError(
      `The plan writes and deletes ${both.join(
        ', ',
      )}, allowed: one of the two, so write it with one change and delete it with the next`,
    );
  }
}
