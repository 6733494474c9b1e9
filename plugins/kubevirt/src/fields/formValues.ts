/** The answers so far, of all pages of the form. */
export function formValues(props: {
  formContext?: unknown;
}): Record<string, unknown> {
  return recordOf(recordOf(props.formContext).formData);
}

/** A text answer; undefined if it is empty. */
export function textValue(
  values: Record<string, unknown>,
  name: string,
): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An integer answer. */
export function integerValue(
  values: Record<string, unknown>,
  name: string,
): number | undefined {
  const value = values[name];
  return Number.isInteger(value) ? (value as number) : undefined;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}
