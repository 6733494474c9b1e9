import { InputError, isError } from '@backstage/errors';
import { Namer } from './Namer';

/** The fields of a namer that give a name. */
export type NameField = Exclude<keyof Namer, 'id'>;

interface NameOptions {
  namer?: Namer;
  field: NameField;
  /** The namer's function; absent if it has none for this field. */
  custom?: () => unknown;
  /** The name from the template, which was validated with the configuration. */
  template: () => string;
  /** Shortens a name that is too long. */
  fit?: (name: string) => string;
  isValid: (name: string) => boolean;
  allowed: string;
}

/**
 * Makes a name with the namer of the site, or with its template.
 *
 * @throws InputError for a name of the namer that is not valid, and if the namer throws.
 */
export function makeName(options: NameOptions): string {
  const { namer, custom, template, fit = name => name } = options;
  return namer && custom
    ? customName({ ...options, namer, custom, fit })
    : fit(template());
}

function customName(
  options: NameOptions &
    Required<Pick<NameOptions, 'namer' | 'custom' | 'fit'>>,
): string {
  const { namer, field, custom, fit, isValid, allowed } = options;
  const refuse = (found: string) =>
    new InputError(
      `${field} of the namer "${namer.id}": found ${found}, allowed: ${allowed}`,
    );
  let found: unknown;
  try {
    found = custom();
  } catch (error) {
    throw refuse(`an error (${isError(error) ? error.message : 'unknown'})`);
  }
  const name = typeof found === 'string' ? fit(found) : undefined;
  if (name === undefined || !isValid(name)) {
    throw refuse(JSON.stringify(found) ?? String(found));
  }
  return name;
}
