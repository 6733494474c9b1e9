import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { network } from './__testUtils__/objects';
import { removeObject } from './removeObject';

const live: KubeObject = network('nad-1085');
const stale = (afterUnclear: boolean) =>
  new ApiError({
    status: 409,
    reason: 'Conflict',
    message: 'the object has been modified',
    afterUnclear,
  });

/** Deletes an object whose deletion is stale once; then it is gone. */
function removeAfter(first: Error) {
  const answers: Array<() => 'unchanged'> = [
    () => {
      throw first;
    },
  ];
  const client = {
    delete: async () => answers.shift()!(),
    read: async () => undefined,
  } as Partial<ClusterClient> as ClusterClient;
  return removeObject({ client, live, explain: error => error });
}

describe('removeObject', () => {
  it.each([
    [
      'deleted',
      'its own deletion may have happened, as the answer was lost',
      true,
    ],
    ['unchanged', 'somebody else deleted the object', false],
  ])('reports %s if %s', async (outcome, _why, afterUnclear) => {
    await expect(removeAfter(stale(afterUnclear))).resolves.toBe(outcome);
  });
});
