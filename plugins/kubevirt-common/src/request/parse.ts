import { InputError } from '@backstage/errors';
import type { z as zod } from 'zod/v3';
import { sizeProblem } from '../model/sizeProblem';

/** Inputs whose value never appears in a message, because somebody may have pasted a secret there. */
const NEVER_SHOWN = new Set(['sshKeys']);
const HIDDEN = 'a value that is not shown';
const SHOWN_LENGTH = 80;
const MAX_FAULTS = 20;
const MAX_KEYS = 10;
/** Several times the size of the largest request. */
const LIMITS = {
  depth: 10,
  parts: 2000,
  longest: 20_000,
  characters: 100_000,
};

/**
 * Parses an action's input with the schema that its form uses.
 *
 * @throws InputError that names, for every fault, the field, what was found and what is allowed.
 */
export function parseRequest<T extends zod.ZodTypeAny>(options: {
  action: string;
  schema: T;
  input: unknown;
}): zod.output<T> {
  const { action, schema, input } = options;
  const size = sizeProblem(input, LIMITS);
  if (size) {
    throw new InputError(
      `${action}: nothing was written, the input is too large: found ${size}`,
    );
  }
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    `${action}: nothing was written, the input is not valid. ${faultsOf(
      result.error,
      input,
    ).join('. ')}.`,
  );
}

/** A fault as zod 3 and zod 4 report it. */
interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  /** Of unknown keys. */
  keys?: string[];
}

/** Describes the first faults, each once: the field, what was found in the input and what is allowed. */
export function faultsOf(error: { issues: Issue[] }, input: unknown): string[] {
  const { issues } = error;
  const shown = issues.slice(0, MAX_FAULTS);
  const left = issues.length - shown.length;
  return [
    ...new Set(shown.map(issue => describe(issue, input))),
    ...(left > 0 ? [`And ${left} more`] : []),
  ];
}

function describe(issue: Issue, input: unknown): string {
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    const where = issue.path.length > 0 ? ` in ${fieldName(issue.path)}` : '';
    const left = issue.keys.length - MAX_KEYS;
    return `Unknown input${where}: ${issue.keys
      .slice(0, MAX_KEYS)
      .map(show)
      .join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  }
  return `${fieldName(issue.path)}: found ${found(
    issue.path,
    input,
  )}, allowed: ${issue.message}`;
}

/** The name of a field, such as `networks[0].macAddress`; `input` for the complete request. */
export function fieldName(path: PropertyKey[]): string {
  return (
    path.reduce<string>((name, part) => {
      if (typeof part === 'number') {
        return `${name}[${part}]`;
      }
      return name === '' ? String(part) : `${name}.${String(part)}`;
    }, '') || 'input'
  );
}

function found(path: PropertyKey[], input: unknown): string {
  if (path.length === 0) {
    return 'this combination';
  }
  if (NEVER_SHOWN.has(String(path[0]))) {
    return HIDDEN;
  }
  const value = path.reduce<unknown>(
    (at, part) =>
      at !== null && typeof at === 'object' && Object.hasOwn(at, part)
        ? (at as Record<PropertyKey, unknown>)[part]
        : undefined,
    input,
  );
  if (value === undefined) {
    return 'nothing';
  }
  return JSON.stringify(value).includes('PRIVATE KEY') ? HIDDEN : show(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  // The beginning is not shown either: a secret that is cut off would no longer be recognised as one.
  const shown = text.length > SHOWN_LENGTH ? `${text.length} characters` : text;
  const type =
    value === null || Array.isArray(value) ? '' : ` (${typeof value})`;
  return `${shown}${type}`;
}
