import { InputError } from '@backstage/errors';
import {
  Facts,
  Finding,
  KubeObject,
  Site,
  check,
  formatFinding,
  siteWithVlans,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DeliveryTarget } from './DeliveryTarget';
import { PlannedRun } from './PlannedRun';
import { beforeWriting, nothingWritten } from '../beforeWriting';
import { refuseOtherVlans } from './manifestUses';
import { isPreview } from './preview';
import { PipelineContext } from './types';

/** A change that passed the checks; in a preview, also one that did not. */
export interface CheckedChange {
  /** The resulting objects. */
  objects: KubeObject[];
  facts: Facts;
  findings: Finding[];
  /** All VLANs that the objects give access to. */
  vlanIds: number[];
  /** The site, with the entities of those VLANs merged in. */
  site: Site;
}

/**
 * Checks what results from a change: whether the user may use its VLANs, whatever was asked for, and whether it does no
 * harm.
 *
 * @throws NotAllowedError for a VLAN that the user may not use, InputError for what the checks refuse, unless this is a
 * preview.
 */
export async function checkChange(
  run: PlannedRun,
  target: DeliveryTarget,
): Promise<CheckedChange> {
  const { plan, live, ctx, deps, trail, guard } = run;
  trail.identity = target.identity;
  const objects = await target.outcome();
  const facts: Facts = {
    cluster: plan.cluster,
    now: new Date().toISOString(),
    live,
    ...(await target.facts()),
  };
  const found = await beforeWriting(() =>
    refuseOtherVlans({ ...run, objects, facts }),
  );
  const { vlanIds } = found;
  trail.use = { ...run.use, vlanIds };
  const site = siteWithVlans(deps.site, plan.cluster, found.vlans);
  // A server may have repeated a secret in the reason for which something could not be checked.
  const findings = guard.redactIn(
    check(objects, facts, site, {
      removals: plan.removals,
      extraChecks: deps.extraChecks,
    }),
  );
  logWarnings(findings, ctx);
  if (!isPreview(ctx)) {
    refuseErrors(findings);
  }
  // The checks may know better what is wrong with a network whose VLAN is not known.
  if (found.unknown && !findings.some(isError)) {
    throw nothingWritten(found.unknown);
  }
  return { objects, facts, findings, vlanIds, site };
}

function logWarnings(findings: Finding[], { logger }: PipelineContext): void {
  findings
    .filter(finding => !isError(finding))
    .forEach(finding => logger.warn(formatFinding(finding)));
}

function refuseErrors(findings: Finding[]): void {
  const errors = findings.filter(isError);
  if (errors.length > 0) {
    throw new InputError(
      `The checks refuse these manifests, nothing was written. ${errors
        .map(formatFinding)
        .join('. ')}`,
    );
  }
}

function isError({ level }: Finding): boolean {
  return level === 'error';
}
