import { CheckContext } from './CheckContext';
import { ExtraCode, FindingLevel } from './finding';

/**
 * A check that a platform team adds to the built-in ones.
 *
 * @public
 */
export interface ExtraCheck {
  /** A DNS label. It is the first part of the codes of its findings: `<id>/<code>`. */
  id: string;
  /** The kinds of object that it checks: one or more of those that the built-in checks know. */
  kinds: Array<{ apiVersion: string; kind: string }>;
  /**
   * Reports what is wrong with one object. It must be synchronous. What it is given is a frozen copy. If it throws, the object
   * gets an error finding with the code `<id>/check-failed`.
   */
  check(context: ExtraCheckContext): void;
}

/**
 * The object that an extra check looks at, and everything it may compare the object with.
 *
 * @public
 */
export interface ExtraCheckContext extends Omit<CheckContext, 'report'> {
  /** Adds a finding about the object. */
  report: (finding: ExtraFinding) => void;
}

/**
 * What an extra check reports. An `error` stops the run before anything is written.
 *
 * @public
 */
export interface ExtraFinding {
  level: FindingLevel;
  /** Lower-case words with "-" between them, without the id of the check. */
  code: string;
  /** Such as `spec.template.spec.nodeSelector`. */
  field: string;
  /** What was found and what is allowed. */
  message: string;
}

/** The code of a finding of an extra check. */
export function extraCode(check: ExtraCheck, code: string): ExtraCode {
  return `${check.id}/${code}`;
}
