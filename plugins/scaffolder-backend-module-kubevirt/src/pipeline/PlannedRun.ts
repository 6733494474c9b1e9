import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  DeliveryRequest,
  LiveFacts,
  Plan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { AuditTrail } from './audit';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/** A run whose manifests are rendered, with everything that the later steps read. */
export interface PlannedRun {
  plan: Plan;
  manifests: RenderedManifest[];
  request: DeliveryRequest;
  use: VlanUsage;
  permission: ResourcePermission;
  live: LiveFacts;
  ctx: PipelineContext;
  /** Their site has the entities of the requested VLANs merged in. */
  deps: ActionDependencies;
  trail: AuditTrail;
  guard: SecretGuard;
}
