import {
  Finding,
  formatObjectId,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DeliveryReport } from './DeliveryTarget';

/** The result of a run for the task's page, in Markdown. */
export function summarize(report: DeliveryReport, findings: Finding[]): string {
  const changes = report.changes.map(
    change => `- \`${formatObjectId(change)}\`: **${change.action}**`,
  );
  const warnings = findings.map(
    ({ object, message }) => `- \`${object}\`: ${message}`,
  );
  return [
    ...changes,
    ...(warnings.length > 0 ? ['', '**Mind:**', '', ...warnings] : []),
    '',
    report.nextStep,
  ].join('\n');
}
