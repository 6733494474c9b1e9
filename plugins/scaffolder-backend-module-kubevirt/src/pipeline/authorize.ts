import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { vlanEntityRef } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ActionDependencies, PipelineContext } from './types';

/**
 * Asks Backstage's permission policy, with the entity of each VLAN.
 *
 * @throws NotAllowedError where the policy refuses; for a VM without a VLAN, also where it allows only some VLANs.
 */
export async function authorize(options: {
  permission: ResourcePermission;
  vlanIds: number[];
  ctx: Pick<PipelineContext, 'getInitiatorCredentials' | 'user'>;
  deps: Pick<ActionDependencies, 'permissions'>;
}): Promise<void> {
  const { permission, vlanIds, ctx, deps } = options;
  const credentials = await ctx.getInitiatorCredentials();
  const refuse = (what: string) => {
    throw new NotAllowedError(
      `The permission policy of Backstage does not give ${
        ctx.user?.ref ?? 'a task without a signed-in user'
      } the permission ${
        permission.name
      } ${what}; ask those who look after Backstage`,
    );
  };
  if (vlanIds.length === 0) {
    const [{ result }] = await deps.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW
      ? undefined
      : refuse('without a VLAN');
  }
  const decisions = await deps.permissions.authorize(
    vlanIds.map(id => ({ permission, resourceRef: vlanEntityRef(id) })),
    { credentials },
  );
  // By index, so that a missing answer refuses as well.
  const refused = vlanIds.filter(
    (_, i) => decisions[i]?.result !== AuthorizeResult.ALLOW,
  );
  return refused.length > 0
    ? refuse(`for VLAN ${refused.join(', ')}`)
    : undefined;
}
