import {
  ChangeSet,
  Finding,
  Plan,
  objectChange,
  removedObjects,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { DeliveryTarget } from './DeliveryTarget';
import { PipelineContext } from './types';

/**
 * The name of a secret that turns a dry run into a preview: it shows what the checks refuse instead of failing for it.
 *
 * A form has no other way to ask, as the scaffolder's dry run passes nothing to an action but its input, which a template
 * fixes, and secrets. For the same reason the preview comes back as an output of the action. The value of the secret does
 * not matter.
 */
const PREVIEW_SECRET = 'kubevirtPreview';

/** True for the dry run that a form shows before it is submitted; it never writes anything. */
export function isPreview({
  isDryRun,
  secrets,
}: Pick<PipelineContext, 'isDryRun' | 'secrets'>): boolean {
  return isDryRun === true && Object.hasOwn(secrets ?? {}, PREVIEW_SECRET);
}

/** What a run would change; `skipped` throughout where the checks refuse it. */
export async function previewChanges(options: {
  target: DeliveryTarget;
  manifests: RenderedManifest[];
  plan: Pick<Plan, 'removals'>;
  findings: Finding[];
}): Promise<ChangeSet> {
  const { target, manifests, plan, findings } = options;
  const isRefused = findings.some(({ level }) => level === 'error');
  return isRefused
    ? [...manifests, ...removedObjects(plan.removals)].map(({ id, path }) =>
        objectChange(id, 'skipped', path),
      )
    : (await target.stage()).changes;
}
