/** At most five names, and the number of the others. */
export function some(names: string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** A value as it is shown in a message. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
