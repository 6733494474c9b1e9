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
import { runPlan } from '../../pipeline/runPlan';
import { ActionDependencies } from '../../pipeline/types';
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
      const { plan, report, vlans } = await runPlan({
        eventId: 'vlan-attach',
        action: ID,
        permission: vlanAttachPermission,
        parse: () => {
          const request = parseRequest({
            action: ID,
            schema: attachVlanSchema(z),
            input: ctx.input,
          });
          const use = {
            vlanIds: [request.vlanId],
            namespace: request.namespace,
            nodePool: request.nodePool,
          };
          return {
            request,
            use,
            plan: (site, live) => planVlanAttachment(request, site, live),
          };
        },
        ctx,
        deps,
      });

      ctx.output('networkName', plan.networkName);
      ctx.output('bridgeName', plan.bridgeName);
      if (plan.policyName !== undefined) {
        ctx.output('policyName', plan.policyName);
      }
      const isRegistered = vlans.some(({ id }) => id === plan.vlanIds[0]);
      ctx.output(
        'entityRef',
        isRegistered
          ? vlanEntityRef(plan.vlanIds[0])
          : unregisteredRef({ plan, namespace: ctx.input.namespace, deps }),
      );
      writeReport(ctx, {
        ...report,
        isInCatalog: isRegistered || report.isInCatalog,
      });
    },
  });
  return keepSecrets(refuseInHandler(action), deps);
}

/** The entity that stands for a VLAN that nobody registered, where the catalog has or will have it. */
function unregisteredRef(options: {
  plan: VlanAttachmentPlan;
  namespace: string;
  deps: Pick<ActionDependencies, 'isProvided'>;
}): string {
  const { plan, namespace, deps } = options;
  const { cluster, networkName: name } = plan;
  return deps.isProvided(cluster)
    ? unregisteredVlanRef({ cluster, vlanId: plan.vlanIds[0] })
    : networkEntityRef({ cluster, namespace, name });
}
