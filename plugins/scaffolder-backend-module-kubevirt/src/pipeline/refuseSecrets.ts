import { InputError } from '@backstage/errors';
import { PlannedRun } from './PlannedRun';
import { nothingWritten } from '../beforeWriting';

/**
 * A secret in a manifest would stay in the history of a repository, or in a cluster, for good.
 *
 * @throws InputError that names the secrets.
 */
export function refuseSecrets({
  manifests,
  request,
  plan,
  guard,
}: PlannedRun): void {
  const found = guard.findIn([
    plan.title,
    request.reason ?? '',
    ...manifests.flatMap(({ path, text, object }) => [
      path,
      text,
      object as unknown,
    ]),
  ]);
  if (found.length > 0) {
    throw nothingWritten(
      new InputError(
        `The manifests or the reason hold the value of ${found.join(
          ', ',
        )}, as it is or encoded; allowed: no secret, but a reference to a Secret of the cluster, such as userDataSecret`,
      ),
    );
  }
}
