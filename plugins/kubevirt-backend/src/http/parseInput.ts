import { InputError } from '@backstage/errors';
import { faultsOf } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { z } from 'zod/v3';

/**
 * Parses what a request brings.
 *
 * @throws InputError that names, for every fault, the parameter, what was found and what is allowed.
 */
export function parseInput<T extends z.ZodTypeAny>(options: {
  schema: T;
  input: unknown;
  /** What the input is called, such as `query`. */
  what: string;
}): z.output<T> {
  const { schema, input, what } = options;
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    `The ${what} is not valid. ${faultsOf(result.error, input).join('. ')}`,
  );
}
