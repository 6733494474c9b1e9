import { DEFAULT_LIMIT, MAX_LIMIT, MAX_SEARCH } from '../http/params';
import { Schema, ref, schemas, vlanId } from './schemas';

const json = (schema: Schema) => ({ 'application/json': { schema } });
const parameter = (options: {
  name: string;
  schema: Schema;
  description: string;
  in?: 'query' | 'path';
}) => ({
  in: 'query',
  ...options,
  required: options.in === 'path',
});
const text = { type: 'string', maxLength: 253 };
const flag = { type: 'string', enum: ['true', 'false'] };

const cluster = parameter({
  name: 'cluster',
  schema: text,
  description:
    'By its name under kubevirt.clusters; left out: the default one, or the only one',
});
const searched = { type: 'string', maxLength: MAX_SEARCH };
const q = parameter({
  name: 'q',
  schema: searched,
  description: 'A text in the name or the title, whatever its case',
});
const paging = [
  parameter({
    name: 'offset',
    schema: { type: 'integer', minimum: 0, default: 0 },
    description: 'Where the page begins',
  }),
  parameter({
    name: 'limit',
    schema: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_LIMIT,
      default: DEFAULT_LIMIT,
    },
    description: 'Items of the page',
  }),
];

const vmPath = ['cluster', 'namespace', 'name'].map(name =>
  parameter({
    name,
    in: 'path',
    schema: text,
    description: `The ${name === 'name' ? 'VM' : name}`,
  }),
);

const errors = {
  400: 'A parameter is not valid, or not known; the message names it',
  401: 'Nobody is signed in',
  403: 'The permission kubevirt.view is not given, or the cluster refuses it to the user',
  404: 'Not there, or not for this user to see',
  503: 'A cluster, or the scaffolder, can’t be reached, or too many previews are being made; with `Retry-After`, in seconds, for the latter',
};

/** One operation: its answer, and the errors that all have in common. */
function operation(options: {
  summary: string;
  answer: string;
  parameters?: ReturnType<typeof parameter>[];
  body?: string;
}) {
  const { summary, answer, parameters = [], body } = options;
  return {
    summary,
    parameters,
    ...(body !== undefined && {
      requestBody: { required: true, content: json(ref(body)) },
    }),
    responses: {
      200: { description: summary, content: json(ref(answer)) },
      ...Object.fromEntries(
        Object.entries(errors).map(([status, description]) => [
          status,
          { description, content: json(ref('Error')) },
        ]),
      ),
    },
  };
}

const choices = (what: string) => ({
  get: operation({
    summary: `The ${what} of a cluster, by name`,
    answer: 'ChoicePage',
    parameters: [cluster, q, ...paging],
  }),
});

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
  paths: {
    '/vlans': {
      get: operation({
        summary: 'VLANs of the catalog, by id',
        answer: 'VlanPage',
        parameters: [
          parameter({
            name: 'search',
            schema: searched,
            description:
              'Words, each of which stands in the id, title, description, owner or subnet',
          }),
          parameter({
            name: 'cluster',
            schema: text,
            description: 'Those that the cluster may have',
          }),
          parameter({
            name: 'isRegistered',
            schema: flag,
            description: 'Those that are registered, or those that are not',
          }),
          parameter({
            name: 'hasErrors',
            schema: flag,
            description: 'Those that the catalog says errors of, or none',
          }),
          parameter({
            name: 'permitted',
            schema: flag,
            description: 'Those that the user may use, or may not',
          }),
          ...paging,
        ],
      }),
    },
    '/vlans/{id}': {
      get: operation({
        summary: 'A VLAN with what is on the clusters now',
        answer: 'VlanDetails',
        parameters: [
          parameter({
            name: 'id',
            in: 'path',
            schema: vlanId,
            description: 'The VLAN id',
          }),
          parameter({
            name: 'cluster',
            schema: text,
            description:
              'The VLAN that has the id on this cluster, and this cluster alone',
          }),
        ],
      }),
    },
    '/clusters': {
      get: operation({
        summary: 'The clusters of the site configuration with their node pools',
        answer: 'ClusterList',
      }),
    },
    '/namespaces': {
      get: operation({
        summary:
          'Namespaces of a cluster, by name, and which of them may be used',
        answer: 'NamespacePage',
        parameters: [
          cluster,
          parameter({
            name: 'vlanId',
            schema: vlanId,
            description: 'The VLAN that they are to be used with',
          }),
          q,
          ...paging,
        ],
      }),
    },
    '/vms/{cluster}/{namespace}/{name}': {
      get: operation({
        summary: 'A VM as it is now',
        answer: 'VmDetails',
        parameters: vmPath,
      }),
    },
    '/vms/{cluster}/{namespace}/{name}/links': {
      get: operation({
        summary:
          'Where else a VM is: in the cluster’s console and in the GitOps repository',
        answer: 'VmLinks',
        parameters: vmPath,
      }),
    },
    '/boot-sources': choices('DataSources'),
    '/instancetypes': choices('cluster instancetypes'),
    '/preferences': choices('cluster preferences'),
    '/previews': {
      post: operation({
        summary:
          'What a template’s task would do: its dry run by the scaffolder, as the user',
        answer: 'Preview',
        body: 'PreviewRequest',
      }),
    },
    '/openapi.json': {
      get: operation({
        summary: 'This description',
        answer: 'OpenApi',
      }),
    },
  },
  components: { schemas },
};
