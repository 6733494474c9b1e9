import { InputError } from '@backstage/errors';
import { faultsOf } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiRequest,
  Endpoint,
  EndpointName,
  endpoints,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import type { Request } from 'express';
import type { z } from 'zod/v4';

/**
 * Parses a request by the schemas of its endpoint.
 *
 * @throws InputError that names, for every fault, the parameter, what was found and what is allowed.
 */
export function parseInput<Name extends EndpointName>(
  name: Name,
  req: Request,
): ApiRequest<Name> {
  const { params, query, body }: Endpoint = endpoints[name];
  return {
    query: parsePart('query', query, req.query),
    params: params && parsePart('path', params, req.params),
    body: body && parsePart('body', body, req.body),
  } as ApiRequest<Name>;
}

function parsePart(what: string, schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    `The ${what} is not valid. ${faultsOf(result.error, input).join('. ')}`,
  );
}
