import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  VlanAttachmentPlan,
  attachVlanSchema,
  networkEntityRef,
  parseRequest,
  planVlanAttachment,
  unregisteredVlanRef,
  vlanAttachPermission,
  vlanEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { z } from 'zod/v3';
import { audited } from '../../pipeline/audit';
import { PlanRequest, runPlan } from '../../pipeline/runPlan';
import { ActionDependencies, VlanUsage } from '../../pipeline/types';
import { keepSecrets } from '../keepSecrets';
import { refuseInHandler } from '../refuseInHandler';
import { reportOutput, writeReport } from '../report';
import { examples } from './vlanAttach.examples';

const ID = 'openshift:vlan:attach';

/**
 * Creates the action `openshift:vlan:attach`: a VLAN on the uplink of a node pool, a bridge on it, and a network in one
 * namespace.
 *
 * @public
 */
export function createVlanAttachAction(deps: ActionDependencies) {
  const action = createTemplateAction({
    id: ID,
    description:
      'Gives the VMs of a namespace a network on an external VLAN: a NodeNetworkConfigurationPolicy with the VLAN and a Linux bridge on the node pool’s uplink, and a NetworkAttachmentDefinition',
    examples,
    supportsDryRun: true,
    schema: {
      input: attachVlanSchema,
      output: zod =>
        zod.object({
          networkName: zod.string().describe('The NAD'),
          bridgeName: zod.string().describe('The bridge on the nodes'),
          policyName: zod
            .string()
            .optional()
            .describe('The NNCP, where one is needed'),
          ...reportOutput(zod),
        }),
    },
    async handler(ctx) {
      const { plan, use, report, vlans } = await audited(
        { eventId: 'vlan-attach', action: ID, ctx, deps },
        trail => runPlan({ ...describe(ctx.input), ctx, deps, trail }),
      );
      const [vlanId] = use.vlanIds;

      ctx.output('networkName', plan.networkName);
      ctx.output('bridgeName', plan.bridgeName);
      if (plan.policyName !== undefined) {
        ctx.output('policyName', plan.policyName);
      }
      const isRegistered = vlans.some(({ id }) => id === vlanId);
      ctx.output(
        'entityRef',
        isRegistered
          ? vlanEntityRef(vlanId)
          : unregisteredRef({ plan, use, deps }),
      );
      writeReport(ctx, {
        ...report,
        isInCatalog: isRegistered || report.isInCatalog,
      });
    },
  });
  return keepSecrets(refuseInHandler(action), deps);
}

/** @throws InputError for an input that is not valid. */
function describe(input: unknown): PlanRequest<VlanAttachmentPlan> {
  const request = parseRequest({
    action: ID,
    schema: attachVlanSchema(z),
    input,
  });
  const { vlanId, namespace, nodePool } = request;
  return {
    request,
    use: { vlanIds: [vlanId], namespace, nodePool },
    plan: ({ cluster, site, live }) =>
      planVlanAttachment({ ...request, cluster }, site, live),
    permission: vlanAttachPermission,
  };
}

/** The entity that represents a VLAN that nobody registered, where the catalog has or will have it. */
function unregisteredRef(options: {
  plan: VlanAttachmentPlan;
  use: VlanUsage;
  deps: Pick<ActionDependencies, 'isProvided'>;
}): string {
  const { plan, use, deps } = options;
  const { cluster, namespace, vlanIds } = use;
  const [vlanId] = vlanIds;
  return deps.isProvided(cluster)
    ? unregisteredVlanRef({ cluster, vlanId })
    : networkEntityRef({ cluster, namespace, name: plan.networkName });
}
