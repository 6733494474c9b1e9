import {
  CHANGE_ACTIONS,
  FINDING_LEVELS,
  Zod,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RunReport } from '../pipeline/types';

/** The outputs that every action has. */
export const reportOutput = (z: Zod) => ({
  changes: z
    .array(
      z.object({
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
        action: z.enum(CHANGE_ACTIONS),
        path: z.string().optional(),
      }),
    )
    .describe('The change set, in apply order'),
  manifests: z
    .array(z.string())
    .describe('Paths of the manifests in the repository or the workspace'),
  findings: z
    .array(
      z.object({
        level: z.enum(FINDING_LEVELS),
        code: z.string(),
        object: z.string(),
        field: z.string(),
        message: z.string(),
      }),
    )
    .describe('What the checks found and did not refuse'),
  nextStep: z.string().describe('What to do next, in Markdown'),
  summary: z
    .string()
    .describe('Change set, warnings and next step, in Markdown'),
  branch: z.string().optional().describe('The branch with the change'),
  commit: z.string().optional().describe('The commit with the change'),
  pullRequestUrl: z
    .string()
    .optional()
    .describe('The pull request, where the host has one'),
  consoleUrl: z
    .string()
    .optional()
    .describe(
      'Where it is in the cluster’s console, once it is on the cluster; absent where the configuration names no console',
    ),
  preview: z
    .record(z.unknown())
    .optional()
    .describe(
      'What would be written, in a dry run with the secret "kubevirtPreview"',
    ),
  entityRef: z.string().describe('The catalog entity of what was made'),
  isInCatalog: z
    .boolean()
    .describe('Whether the catalog has that entity now, or within seconds'),
});

/** Writes the report of a run to the outputs of an action; values that do not exist are left out. */
export function writeReport(
  ctx: { output: (name: keyof RunReport, value: any) => void },
  report: RunReport,
): void {
  for (const [name, value] of Object.entries(report)) {
    if (value !== undefined) {
      ctx.output(name as keyof RunReport, value);
    }
  }
}
