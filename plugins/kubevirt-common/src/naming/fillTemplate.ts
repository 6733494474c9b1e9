const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * Fills `{placeholder}`s of a naming or path template of the site configuration.
 *
 * A placeholder without a value is an Error: the configuration is checked against the known placeholders when
 * it is read, so this can only be a fault of the caller.
 */
export function fillTemplate(
  template: string,
  values: Record<string, string>,
): string {
  return template.replace(PLACEHOLDER, (_match, key: string) => {
    if (!Object.hasOwn(values, key)) {
      throw new Error(`No value for {${key}} in the template "${template}"`);
    }
    return values[key];
  });
}

/** The placeholders of a template, in order. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(match => match[1]);
}
