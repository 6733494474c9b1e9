import {
  CHANGE_ACTIONS,
  CODES,
  FINDING_LEVELS,
  MAX_VLAN_ID,
  MIN_VLAN_ID,
  NODE_STATES,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { JsonObject } from '@backstage/types';

/** The parts of an OpenAPI schema that these have. */
export type Schema = JsonObject;

export const ref = (name: string): Schema => ({
  $ref: `#/components/schemas/${name}`,
});
const text = (description?: string): Schema => ({
  type: 'string',
  ...(description !== undefined && { description }),
});
const count: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (values: readonly string[]): Schema => ({
  type: 'string',
  enum: [...values],
});
/** An object of these keys alone; a key that ends with "?" may be absent. */
const object = (
  properties: Record<string, Schema>,
  description?: string,
): Schema => ({
  type: 'object',
  ...(description !== undefined && { description }),
  properties: Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key.replace(/\?$/, ''),
      value,
    ]),
  ),
  required: Object.keys(properties).filter(key => !key.endsWith('?')),
  additionalProperties: false,
});
/** Something that is there, or why it is not. */
const part = (value: Schema): Schema => ({
  oneOf: [
    object({ value }),
    object({ unavailable: text('Why it is not there') }),
  ],
});
const page = (item: string): Schema =>
  object({
    items: listOf(ref(item)),
    totalItems: { ...count, description: 'Over all pages' },
    'nextOffset?': { ...count, description: 'Absent on the last page' },
  });

export const vlanId: Schema = {
  type: 'integer',
  minimum: MIN_VLAN_ID,
  maximum: MAX_VLAN_ID,
};

/** The schemas of what the endpoints take and answer: those of kubevirt-common/src/api/types.ts. */
export const schemas: Record<string, Schema> = {
  VlanPermit: {
    oneOf: [
      object({ allowed: { type: 'boolean', enum: [true] } }),
      object({
        allowed: { type: 'boolean', enum: [false] },
        reason: text('Why not, and whom to ask'),
      }),
    ],
  },
  VlanSummary: object({
    entityRef: text(),
    id: vlanId,
    title: text(),
    'description?': text(),
    owner: text('A full entity reference'),
    isRegistered: flag,
    'errors?': listOf(text()),
    'subnet?': text('CIDR'),
    'gateway?': text(),
    'clusters?': listOf(text()),
    'nodePools?': listOf(text()),
    allowedGroups: listOf(text()),
    allowedNamespaces: listOf(text()),
    permit: ref('VlanPermit'),
    networks: count,
    vms: count,
  }),
  VlanPage: page('VlanSummary'),
  NodeProgress: object({
    node: text(),
    state: oneOf([...NODE_STATES]),
    'message?': text(),
  }),
  PolicyProgress: object({
    verdict: oneOf(['progressing', 'configured', 'failed', 'no-matching-node']),
    nodes: listOf(ref('NodeProgress')),
    'matching?': count,
    'ready?': count,
    configured: count,
  }),
  UsedAddress: object({
    address: text(),
    vm: text('<cluster>/<namespace>/<name>'),
    entityRef: text(),
    nic: text(),
  }),
  AddressUse: object(
    {
      total: { type: 'string', pattern: '^[0-9]+$' },
      reserved: { type: 'string', pattern: '^[0-9]+$' },
      used: listOf(ref('UsedAddress')),
      free: { type: 'string', pattern: '^[0-9]+$' },
      'nextFree?': text(),
      'incomplete?': text('What was not read, and why'),
    },
    'Sizes are decimal strings',
  ),
  VlanOnCluster: object({
    cluster: text(),
    policies: listOf(
      object({
        name: text(),
        uplink: text(),
        'bridge?': text(),
        progress: ref('PolicyProgress'),
      }),
    ),
    networks: listOf(
      object({ namespace: text(), name: text(), entityRef: text() }),
    ),
    vms: listOf(
      object({
        namespace: text(),
        name: text(),
        entityRef: text(),
        addresses: listOf(text()),
      }),
    ),
    'missing?': listOf(text()),
  }),
  VlanDetails: object({
    vlan: ref('VlanSummary'),
    addresses: part(ref('AddressUse')),
    clusters: listOf(
      object({ cluster: text(), state: part(ref('VlanOnCluster')) }),
    ),
  }),
  NodePoolSummary: object({
    name: text(),
    'description?': text(),
    uplink: text(),
    nodeSelector: listOf(text('key=value')),
    nodes: part(object({ matching: count, ready: count })),
  }),
  ClusterSummary: object({
    name: text(),
    nodePools: listOf(ref('NodePoolSummary')),
    isConnected: flag,
    'isDefault?': {
      type: 'boolean',
      enum: [true],
      description: 'It is meant where a request names no cluster',
    },
  }),
  ClusterList: listOf(ref('ClusterSummary')),
  NamespaceSummary: object({
    name: text(),
    'reason?': text('Why it may not be used; absent where it may'),
  }),
  NamespacePage: page('NamespaceSummary'),
  VmDetails: object({
    status: text('KubeVirt’s status.printableStatus'),
    nics: listOf(
      object({
        name: text(),
        'network?': text('<namespace>/<name> of the NAD'),
        vlans: listOf(vlanId),
        'vlansUnknown?': oneOf(['network-missing', 'unreadable']),
        'mac?': text(),
        addresses: listOf(text()),
        'linkState?': oneOf(['up', 'down']),
      }),
    ),
  }),
  WebLink: object({
    name: text(),
    url: { type: 'string', pattern: '^https?://' },
  }),
  VmLinks: object({
    'console?': ref('WebLink'),
    'request?': part(ref('WebLink')),
    'file?': part(ref('WebLink')),
  }),
  NamedChoice: object({
    name: text(),
    'namespace?': text(),
    'title?': text(),
  }),
  ChoicePage: page('NamedChoice'),
  PreviewRequest: object({
    templateRef: text('Such as template:default/attach-vlan'),
    values: { type: 'object', description: 'The answers of the form' },
  }),
  ObjectChange: object({
    kind: text(),
    'namespace?': text(),
    name: text(),
    action: oneOf(CHANGE_ACTIONS),
    'path?': text(),
  }),
  Finding: object({
    level: oneOf(FINDING_LEVELS),
    code: oneOf(Object.keys(CODES)),
    object: text(),
    field: text(),
    message: text(),
  }),
  BlastRadius: object({
    nodes: listOf(
      object({
        policy: text(),
        selector: listOf(text()),
        maxUnavailable: text(),
        interfaces: listOf(text()),
        'names?': listOf(text()),
      }),
    ),
    namespaces: listOf(text()),
    vms: listOf(text()),
    restarts: listOf(text()),
  }),
  PreviewStep: object({
    id: text(),
    changes: listOf(ref('ObjectChange')),
    findings: listOf(ref('Finding')),
    manifests: listOf(object({ path: text(), text: text() })),
    reach: ref('BlastRadius'),
  }),
  Preview: object({
    steps: listOf(ref('PreviewStep')),
    'failure?': text('Why the run would stop'),
  }),
  OpenApi: { type: 'object' },
  Error: {
    type: 'object',
    properties: {
      error: {
        type: 'object',
        properties: { name: text(), message: text() },
        required: ['name', 'message'],
      },
    },
    required: ['error'],
  },
};
