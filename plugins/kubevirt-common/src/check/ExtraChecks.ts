import { InputError, isError } from '@backstage/errors';
import { KubeObject, formatObject } from '../model/kubeObject';
import { isDnsLabel, quoted } from '../values/fields';
import { CheckContext } from './CheckContext';
import { ExtraCheck, ExtraFinding, extraCode } from './ExtraCheck';
import { FINDING_LEVELS, Finding } from './finding';
import { CHECKED_KINDS, kindOf } from './kinds';

const FAILED = 'check-failed';
const MAX_TEXT = 1000;

/**
 * The checks that a platform team adds to the built-in ones; pass them to `check`.
 *
 * @public
 */
export class ExtraChecks {
  readonly #checks = new Map<string, ExtraCheck>();

  /**
   * Adds a check.
   *
   * @throws InputError for an id that is not a DNS label or is taken, and for a kind that the built-in checks refuse.
   */
  add(check: ExtraCheck): void {
    const { id, kinds } = check;
    if (!isDnsLabel(id)) {
      throw new InputError(
        `Check id: found ${JSON.stringify(id)}, allowed: a DNS label`,
      );
    }
    if (this.#checks.has(id)) {
      throw new InputError(
        `Check id: found "${id}" a second time, allowed: one check for an id`,
      );
    }
    const known: readonly string[] = CHECKED_KINDS;
    const unknown = kinds.map(kindOf).filter(kind => !known.includes(kind));
    if (kinds.length === 0 || unknown.length > 0) {
      throw new InputError(
        `Kinds of the check "${id}": found ${
          quoted(unknown) || 'none'
        }, allowed: one or more of ${known.join(', ')}`,
      );
    }
    this.#checks.set(id, check);
  }

  /** True where no check was added. */
  get isEmpty(): boolean {
    return this.#checks.size === 0;
  }

  /** The findings of all checks for the kind of the object. */
  findings(context: Omit<CheckContext, 'report'>): Finding[] {
    return [...this.#checks.values()]
      .filter(({ kinds }) => kinds.map(kindOf).includes(kindOf(context.object)))
      .flatMap(check => findingsOf(check, context));
  }
}

/** A check that fails must neither stop the run with an unclear error nor let the object pass. */
function findingsOf(
  check: ExtraCheck,
  context: Omit<CheckContext, 'report'>,
): Finding[] {
  const { object } = context;
  // Validated afterwards: a check could catch an error that `report` throws.
  const reported: ExtraFinding[] = [];
  const report = (finding: ExtraFinding) => {
    reported.push(finding);
  };
  try {
    const result: unknown = check.check({ ...context, report });
    if (result !== undefined) {
      ignoreRejection(result);
      throw new Error('it returned a value, so it may not be finished');
    }
    return reported.map(finding => findingOf({ check, finding, object }));
  } catch (error) {
    return [failure({ check, error, object })];
  }
}

function findingOf(options: {
  check: ExtraCheck;
  finding: ExtraFinding;
  object: KubeObject;
}): Finding {
  const { check, finding, object } = options;
  const { level, code, field, message } = finding;
  if (
    !FINDING_LEVELS.includes(level) ||
    !isDnsLabel(code) ||
    code === FAILED ||
    typeof field !== 'string' ||
    typeof message !== 'string'
  ) {
    throw new Error(
      `it reported the finding "${code}", which is not valid: it needs a level, a code of lower-case words other than "${FAILED}", a field and a message`,
    );
  }
  return {
    level,
    code: extraCode(check, code),
    object: formatObject(object),
    field: field.slice(0, MAX_TEXT),
    message: message.slice(0, MAX_TEXT),
  };
}

function failure(options: {
  check: ExtraCheck;
  error: unknown;
  object: KubeObject;
}): Finding {
  const { check, error, object } = options;
  const reason = isError(error) ? error.message.slice(0, MAX_TEXT) : 'no error';
  return {
    level: 'error',
    code: extraCode(check, FAILED),
    object: formatObject(object),
    field: 'metadata.name',
    message: `not checked: the check "${check.id}" failed: ${reason}; ask the platform team to repair the check`,
  };
}

/** A rejected promise that nobody handles would end the process. */
function ignoreRejection(result: unknown): void {
  Promise.resolve(result).catch(() => {});
}
