import {
  DeliveryRequest,
  Plan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { renderManifests } from '../render';
import { loadTemplates } from './loadTemplates';
import { ActionDependencies, PipelineContext } from './types';

/** Renders the objects that a plan writes. A plan that only takes away needs no templates. */
export async function renderPlan(options: {
  plan: Plan;
  request: DeliveryRequest;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<RenderedManifest[]> {
  const { plan } = options;
  if (plan.objects.length === 0) {
    return [];
  }
  return renderManifests({ templates: await loadTemplates(options), plan });
}
