import type { JsonObject } from '@backstage/types';
import {
  Endpoint,
  components,
  endpoints,
  errorBody,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { z } from 'zod/v4';
import { jsonSchema, jsonSchemas, refTo } from './jsonSchema';

const ERRORS = {
  400: 'A parameter is not valid, or not known; the message names it',
  401: 'Nobody is signed in',
  403: 'The permission kubevirt.view is not given, or the cluster refuses it to the user',
  404: 'Not there, or not for this user to see',
  503: 'A cluster, or the scaffolder, can’t be reached, or too many previews are being made; with `Retry-After`, in seconds, for the latter',
};

/** The description of the plugin's API, served at `/openapi.json`. */
export const openapi = {
  openapi: '3.0.3',
  info: {
    title: 'kubevirt',
    version: '1',
    description:
      'VLANs, node pools and VMs as the user who asks may see them. Every endpoint takes signed-in users with the permission kubevirt.view alone.',
  },
  servers: [{ url: '/api/kubevirt' }],
  paths: Object.fromEntries(
    Object.values<Endpoint>(endpoints).map(endpoint => [
      endpoint.path,
      { [endpoint.method]: operationOf(endpoint) },
    ]),
  ),
  components: { schemas: jsonSchemas(components) },
};

function operationOf(endpoint: Endpoint) {
  const { summary, params, query, body, response } = endpoint;
  return {
    summary,
    parameters: [
      ...(params ? parametersOf('path', params) : []),
      ...parametersOf('query', query),
    ],
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: {
      200: { description: summary, content: json(response) },
      ...Object.fromEntries(
        Object.entries(ERRORS).map(([status, description]) => [
          status,
          { description, content: json(errorBody) },
        ]),
      ),
    },
  };
}

function json(schema: z.ZodType) {
  return { 'application/json': { schema: refTo(components, schema) } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject) {
  const { properties } = jsonSchema(schema);
  return Object.entries(properties as Record<string, JsonObject>).map(
    ([name, { description, ...property }]) => ({
      in: place,
      name,
      schema: property,
      description,
      required: place === 'path',
    }),
  );
}
