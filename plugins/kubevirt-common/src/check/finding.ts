import type { Code } from './codes';

/** An `error` stops the run before anything is written; a `warning` is shown and lets it continue. */
export const FINDING_LEVELS = ['error', 'warning'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/**
 * One result of a check. `code` is stable, so that people can search for it (docs/checks); `object` is
 * `kind/namespace/name`.
 */
export type Finding = {
  level: FindingLevel;
  code: Code;
  object: string;
  field: string;
  message: string;
};

/** `code object field: message`. */
export function formatFinding(finding: Finding): string {
  return `${finding.code} ${finding.object} ${finding.field}: ${finding.message}`;
}
