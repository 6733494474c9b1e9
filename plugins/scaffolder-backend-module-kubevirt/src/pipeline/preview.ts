import {
  BlastRadius,
  ChangeSet,
  Finding,
  objectChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RenderedManifest } from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { DeliveryTarget, PipelineContext, StepPreview } from './types';

/** The secret by which a dry run is asked to show what the checks refuse, and not to fail for it. */
const PREVIEW_SECRET = 'kubevirtPreview';

/** True for the dry run that a form shows before it is submitted; nothing is ever written in one. */
export function isPreview({
  isDryRun,
  secrets,
}: Pick<PipelineContext, 'isDryRun' | 'secrets'>): boolean {
  return isDryRun === true && Object.hasOwn(secrets ?? {}, PREVIEW_SECRET);
}

/** What a run would write; where the checks refuse it, what it would have written. */
export async function previewOf(options: {
  target: DeliveryTarget;
  manifests: RenderedManifest[];
  findings: Finding[];
  reachOf: (changes: ChangeSet) => BlastRadius;
}): Promise<StepPreview> {
  const { target, manifests, findings, reachOf } = options;
  const isRefused = findings.some(({ level }) => level === 'error');
  const { changes } = isRefused
    ? {
        changes: manifests.map(({ id, path }) =>
          objectChange(id, 'skipped', path),
        ),
      }
    : await target.stage();
  return {
    changes,
    findings,
    // Without what people wrote into the file by hand: who asks may not be one who reads the repository.
    manifests: manifests.map(({ path, text }) => ({ path, text })),
    reach: reachOf(changes),
  };
}
