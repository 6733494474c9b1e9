import { NotAllowedError } from '@backstage/errors';
import { ApplySettings } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PipelineContext } from './types';

/**
 * Backstage lets one person retry the task of another, which would then run with the rights of the person who began it.
 *
 * @throws NotAllowedError where the person who runs the task now is not the one that it acts as.
 */
export async function refuseStandIn(
  { identity }: ApplySettings,
  ctx: PipelineContext,
): Promise<void> {
  if (identity !== 'impersonate' || !ctx.user?.ref) {
    return;
  }
  const { principal } = (await ctx.getInitiatorCredentials()) as {
    principal?: { userEntityRef?: string };
  };
  if (principal?.userEntityRef !== ctx.user.ref) {
    throw new NotAllowedError(
      `This task was begun by ${ctx.user.ref} and is run by ${
        principal?.userEntityRef ?? 'nobody who is signed in'
      }: direct apply acts as the person who asks. Nothing was written; begin a task of your own`,
    );
  }
}
