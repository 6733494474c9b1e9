import type { Code } from './codes';

/** An `error` stops the run before anything is written; a `warning` is shown and lets it continue. */
export const FINDING_LEVELS = ['error', 'warning'] as const;
/** @public */
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/**
 * One result of a check. `code` is stable, so that people can search for it (docs/checks); `object` is
 * `kind/namespace/name`.
 */
export type Finding = {
  level: FindingLevel;
  code: Code | ExtraCode;
  object: string;
  field: string;
  message: string;
};

/**
 * The code of a finding of an extra check: `<id of the check>/<code>`. Built-in codes contain no "/".
 *
 * @public
 */
export type ExtraCode = `${string}/${string}`;

/** `code object field: message`. */
export function formatFinding(finding: Finding): string {
  return `${finding.code} ${finding.object} ${finding.field}: ${finding.message}`;
}
