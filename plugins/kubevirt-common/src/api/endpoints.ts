import { z } from 'zod/v4';
import { choicePage, choicesQuery } from './choices';
import { clusterList } from './clusters';
import { namespacePage, namespacesQuery } from './namespaces';
import { noQuery } from './params';
import { preview, previewRequest } from './previews';
import { Route, routes } from './routes';
import { named } from './schema';
import {
  vlanDetails,
  vlanPage,
  vlanParams,
  vlanQuery,
  vlansQuery,
} from './vlans';
import { vmDetails, vmLinks, vmParams } from './vms';

/** One endpoint: what a request holds, and what the response holds. */
export interface Endpoint extends Route {
  summary: string;
  params?: z.ZodObject;
  query: z.ZodObject;
  body?: z.ZodObject;
  response: z.ZodType;
}

const choices = { query: choicesQuery, response: choicePage };

/** The API of the backend plugin `kubevirt`. Its routes, its OpenAPI document and the types of its client come from here. */
export const endpoints = {
  getVlans: {
    ...routes.getVlans,
    summary: 'VLANs of the catalog, by id',
    query: vlansQuery,
    response: vlanPage,
  },
  getVlan: {
    ...routes.getVlan,
    summary: 'A VLAN with what is on the clusters now',
    params: vlanParams,
    query: vlanQuery,
    response: vlanDetails,
  },
  getClusters: {
    ...routes.getClusters,
    summary: 'The clusters of the site configuration with their node pools',
    query: noQuery,
    response: clusterList,
  },
  getNamespaces: {
    ...routes.getNamespaces,
    summary: 'Namespaces of a cluster, by name, and which of them may be used',
    query: namespacesQuery,
    response: namespacePage,
  },
  getVm: {
    ...routes.getVm,
    summary: 'A VM as it is now',
    params: vmParams,
    query: noQuery,
    response: vmDetails,
  },
  getVmLinks: {
    ...routes.getVmLinks,
    summary:
      'Where else a VM is: in the cluster’s console and in the GitOps repository',
    params: vmParams,
    query: noQuery,
    response: vmLinks,
  },
  getBootSources: {
    ...routes.getBootSources,
    summary: 'The DataSources of a cluster, by name',
    ...choices,
  },
  getInstancetypes: {
    ...routes.getInstancetypes,
    summary: 'The cluster instancetypes of a cluster, by name',
    ...choices,
  },
  getPreferences: {
    ...routes.getPreferences,
    summary: 'The cluster preferences of a cluster, by name',
    ...choices,
  },
  createPreview: {
    ...routes.createPreview,
    summary:
      'What a template’s task would do: its dry run by the scaffolder, as the user',
    query: noQuery,
    body: previewRequest,
    response: preview,
  },
  getOpenApi: {
    ...routes.getOpenApi,
    summary: 'This description',
    query: noQuery,
    response: named('OpenApi', z.record(z.string(), z.unknown())),
  },
} satisfies Record<keyof typeof routes, Endpoint>;

/** The body of every response that is not successful. */
export const errorBody = named(
  'Error',
  z.looseObject({
    error: z.looseObject({ name: z.string(), message: z.string() }),
  }),
);

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

type OutputOf<E, Key extends string> = E extends Record<
  Key,
  infer Schema extends z.ZodType
>
  ? z.output<Schema>
  : undefined;

/** A request as the backend parses it. */
export interface ApiRequest<Name extends EndpointName> {
  params: OutputOf<Endpoints[Name], 'params'>;
  query: OutputOf<Endpoints[Name], 'query'>;
  body: OutputOf<Endpoints[Name], 'body'>;
}

/** The body of a successful response. */
export type ApiResponse<Name extends EndpointName> = OutputOf<
  Endpoints[Name],
  'response'
>;
