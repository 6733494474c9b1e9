import {
  Finding,
  blastRadius,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { CheckedChange } from './checkChange';
import { DeliveryReport, DeliveryTarget } from './DeliveryTarget';
import { Permit } from './Permit';
import { PlannedRun } from './PlannedRun';
import { vlanOwners } from './owners';
import { isPreview, previewChanges } from './preview';
import { deletedObjects, logReach } from './reach';
import { StepPreview } from './types';

const NOTHING_DONE = 'Dry run: nothing was written.';

/** The result of a delivery, of a dry run or of a preview. */
export interface Delivered {
  report: DeliveryReport;
  findings: Finding[];
  preview?: StepPreview;
}

/** Writes a checked change to its target; a dry run and a preview say what would be written. */
export async function deliver(options: {
  run: PlannedRun;
  target: DeliveryTarget;
  checked: CheckedChange;
}): Promise<Delivered> {
  const { run, target, checked } = options;
  const { plan, request, ctx, manifests } = run;
  const { findings, objects, facts, vlanIds, site } = checked;
  ctx.signal?.throwIfAborted();
  if (ctx.isDryRun || request.delivery === 'render') {
    manifests.forEach(({ path, text }) => ctx.logger.info(`${path}:\n${text}`));
  }
  if (isPreview(ctx)) {
    return preview(options);
  }
  const staged = await target.stage();
  // A dry run writes only what is new, a reviewer merges all of it.
  const changes = ctx.isDryRun ? staged.changes : staged.effective;
  const removed = deletedObjects({ changes, plan, facts });
  const radius = blastRadius({ objects, changes, removed, facts });
  logReach({ changes, radius, logger: ctx.logger });
  if (ctx.isDryRun) {
    return { report: { changes, nextStep: NOTHING_DONE }, findings };
  }
  // No checkpoint: a delivery that finds everything in place costs little, and one that was undone since is done again.
  const report = await target.deliver({
    findings,
    radius,
    owners: vlanOwners({ plan, vlanIds, site }),
    permit: new Permit({ ...run, objects, facts }),
  });
  return { report, findings };
}

async function preview({
  run,
  target,
  checked,
}: Parameters<typeof deliver>[0]): Promise<Delivered> {
  const { findings, objects, facts } = checked;
  const { manifests, plan } = run;
  const changes = await previewChanges({ target, manifests, plan, findings });
  const removed = deletedObjects({ changes, plan, facts });
  const reach = blastRadius({ objects, changes, removed, facts });
  logReach({ changes, radius: reach, logger: run.ctx.logger });
  return {
    report: { changes, nextStep: NOTHING_DONE },
    findings,
    preview: {
      changes,
      findings,
      // Without what people wrote into the file by hand: the user may not be allowed to read the repository.
      manifests: manifests.map(({ path, text }) => ({ path, text })),
      reach,
    },
  };
}
