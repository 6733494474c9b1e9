import { formatChange } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Delivered } from './deliver';
import { PlannedRun } from './PlannedRun';
import { summarize } from './summarize';
import { RunReport } from './types';

/** Reports what a run did: in the audit trail, in the log, and for the outputs of the action. */
export function reportRun(run: PlannedRun, delivered: Delivered): RunReport {
  const { plan, request, manifests, ctx, deps, trail } = run;
  const { report, findings, preview } = delivered;
  trail.objects = report.changes.map(formatChange);
  trail.pullRequestUrl = report.pullRequestUrl;
  trail.commit = report.commit;
  report.changes.forEach(change =>
    ctx.logger.info(
      [formatChange(change), change.path && `(${change.path})`]
        .filter(Boolean)
        .join(' '),
    ),
  );
  // The last planned object is what was asked for; the others are on its way.
  const asked = plan.objects.at(-1);
  // The rest of it is Markdown, for the task's page.
  ctx.logger.info(report.nextStep.split('\n', 1)[0]);
  return {
    ...report,
    findings,
    manifests: manifests.map(({ path }) => path),
    summary: summarize(report, findings),
    isInCatalog:
      !ctx.isDryRun &&
      request.delivery === 'apply' &&
      deps.isProvided(plan.cluster),
    consoleUrl: asked && deps.consoleOf(plan.cluster, asked.id),
    preview,
  };
}
