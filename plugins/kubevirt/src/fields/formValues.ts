/** The answers of the whole form, over all its pages, as far as there are any. */
export function formValues(props: {
  formContext?: unknown;
}): Record<string, unknown> {
  return recordOf(recordOf(props.formContext).formData);
}

/** An answer that is a text; undefined for an empty one. */
export function textValue(
  values: Record<string, unknown>,
  name: string,
): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An answer that is a whole number. */
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
