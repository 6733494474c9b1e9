import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The largest number of faults in a message. */
const MAX_FAULTS = 10;
const MAX_LENGTH = 4000;

/** The scaffolder's error for a failed dry run, in words for the user. */
export function failureOf(status: number, body: string): string {
  const answer = parsed(body);
  if (isRecord(answer) && Array.isArray(answer.errors)) {
    return faultsOf(answer.errors);
  }
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const message =
    typeof error.message === 'string' && error.message !== ''
      ? error.message
      : `The scaffolder answered ${status}`;
  return message.length > MAX_LENGTH
    ? `${message.slice(0, MAX_LENGTH)}…`
    : message;
}

/** Describes errors of jsonschema. Their `stack` begins with "instance" and the path of the field. */
function faultsOf(errors: unknown[]): string {
  const faults = errors.map(error => {
    const { stack, message } = isRecord(error) ? error : {};
    const written = [stack, message].find(
      (text): text is string => typeof text === 'string',
    );
    return (written ?? 'a field is not valid')
      .replace(/^instance\./, '')
      .replace(/^instance(?=[ [])/, 'The form');
  });
  const shown = [...new Set(faults)].slice(0, MAX_FAULTS);
  return `The answers are not valid: ${shown.join('; ')}`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
