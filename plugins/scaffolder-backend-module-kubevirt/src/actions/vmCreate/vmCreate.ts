import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  VirtualMachinePlan,
  createVmSchema,
  parseRequest,
  planVirtualMachine,
  requestedVlans,
  vmCreatePermission,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { z } from 'zod/v3';
import { audited } from '../../pipeline/audit';
import { PlanRequest, runPlan } from '../../pipeline/runPlan';
import { ActionDependencies } from '../../pipeline/types';
import { keepSecrets } from '../keepSecrets';
import { refuseInHandler } from '../refuseInHandler';
import { reportOutput, writeReport } from '../report';
import { examples } from './vmCreate.examples';

const ID = 'kubevirt:vm:create';

/**
 * Creates the action `kubevirt:vm:create`: a VirtualMachine with NICs on VLANs.
 *
 * @public
 */
export function createVmCreateAction(deps: ActionDependencies) {
  const action = createTemplateAction({
    id: ID,
    description:
      'Creates a KubeVirt VirtualMachine with NICs on VLANs that are attached to its namespace',
    examples,
    supportsDryRun: true,
    schema: {
      input: createVmSchema,
      output: zod =>
        zod.object({
          vmName: zod.string().describe('The VirtualMachine'),
          networkNames: zod
            .array(zod.string())
            .describe('The NADs of its NICs, in order'),
          ...reportOutput(zod),
        }),
    },
    async handler(ctx) {
      const { plan, report } = await audited(
        { eventId: 'vm-create', action: ID, ctx, deps },
        trail => runPlan({ ...describe(ctx.input), ctx, deps, trail }),
      );

      ctx.output('vmName', plan.vmName);
      ctx.output('networkNames', plan.networkNames);
      ctx.output('entityRef', plan.entityRef);
      writeReport(ctx, report);
    },
  });
  return keepSecrets(refuseInHandler(action), deps);
}

/** @throws InputError for an input that is not valid. */
function describe(input: unknown): PlanRequest<VirtualMachinePlan> {
  const request = parseRequest({
    action: ID,
    schema: createVmSchema(z),
    input,
  });
  return {
    request,
    use: { vlanIds: requestedVlans(request), namespace: request.namespace },
    plan: ({ cluster, site }) =>
      planVirtualMachine({ ...request, cluster }, site),
    permission: vmCreatePermission,
  };
}
