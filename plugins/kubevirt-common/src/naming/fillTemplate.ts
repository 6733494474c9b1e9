const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * Fills in the `{placeholder}`s of a name or path template of the site configuration.
 *
 * A placeholder without a value is an Error: the known placeholders are checked when the configuration is read, so
 * only a programming mistake can cause it.
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
