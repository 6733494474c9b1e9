import { FINDING_LEVELS } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type {
  Finding,
  PreviewStep,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The findings of all steps, errors first; within a level in the order of the steps. */
export function sortedFindings(steps: PreviewStep[]): Finding[] {
  const all = steps.flatMap(({ findings }) => findings);
  return FINDING_LEVELS.flatMap(level =>
    all.filter(finding => finding.level === level),
  );
}
