import { z } from 'zod/v4';
import {
  NODE_STATES,
  NodeProgress,
  PolicyProgress,
} from '../progress/policyProgress';
import { clusterName, flag, paging, search, vlanIdParam } from './params';
import { count, named, pageOfItems, part, vlanId } from './schema';

/** `GET /vlans`: which VLANs, and which page of them. */
export const vlansQuery = z.strictObject({
  search: search().describe(
    'Words, each of which stands in the id, title, description, owner or subnet',
  ),
  cluster: clusterName().optional().describe('Those that the cluster may have'),
  isRegistered: flag()
    .optional()
    .describe('Those that are registered, or those that are not'),
  hasErrors: flag()
    .optional()
    .describe('Those that the catalog says errors of, or none'),
  permitted: flag()
    .optional()
    .describe('Those that the user may use, or may not'),
  ...paging,
});
export type VlansQuery = z.output<typeof vlansQuery>;

/** `GET /vlans/{id}`: which VLAN. Without a cluster, the registered one has precedence. */
export const vlanParams = z.object({
  id: vlanIdParam().describe('The VLAN id'),
});
export const vlanQuery = z.strictObject({
  cluster: clusterName()
    .optional()
    .describe(
      'The VLAN that has the id on this cluster, and this cluster alone',
    ),
});

/** Whether the user may use a VLAN in some namespace; otherwise the reason, and whom to ask. */
export const vlanPermit = named(
  'VlanPermit',
  z.discriminatedUnion('allowed', [
    z.strictObject({ allowed: z.literal(true) }),
    z.strictObject({
      allowed: z.literal(false),
      reason: z.string().describe('Why not, and whom to ask'),
    }),
  ]),
);
export type VlanPermit = z.output<typeof vlanPermit>;

/** A VLAN of the catalog: registered, or only found on a cluster. */
export const vlanSummary = named(
  'VlanSummary',
  z.strictObject({
    entityRef: z.string(),
    id: vlanId,
    title: z.string(),
    description: z.string().optional(),
    owner: z.string().describe('A full entity reference'),
    isRegistered: z.boolean(),
    /** The errors that the catalog reports; absent where it reports none. */
    errors: z.array(z.string()).optional(),
    subnet: z.string().optional().describe('CIDR'),
    gateway: z.string().optional(),
    /** Absent: every cluster, and any pool. */
    clusters: z.array(z.string()).optional(),
    nodePools: z.array(z.string()).optional(),
    /** Full references, besides the owner. */
    allowedGroups: z.array(z.string()),
    /** A single `*` stands for the namespaces of all tenants. */
    allowedNamespaces: z.array(z.string()),
    permit: vlanPermit,
    /** How many entities of the catalog depend on it. */
    networks: count,
    vms: count,
  }),
);
export type VlanSummary = z.output<typeof vlanSummary>;

export const vlanPage = named('VlanPage', pageOfItems(vlanSummary));

const nodeProgress = named(
  'NodeProgress',
  z.strictObject({
    node: z.string(),
    state: z.enum(NODE_STATES),
    message: z.string().optional(),
  }) satisfies z.ZodType<NodeProgress>,
);

/** Where enactments can't be read, it comes from the policy's own status, without nodes. */
const policyState = named(
  'PolicyProgress',
  z.strictObject({
    verdict: z.enum([
      'progressing',
      'configured',
      'failed',
      'no-matching-node',
    ]),
    nodes: z.array(nodeProgress),
    matching: count.optional(),
    ready: count.optional(),
    configured: count,
  }) satisfies z.ZodType<PolicyProgress>,
);

/** A used address of a VLAN's subnet. */
const usedAddress = named(
  'UsedAddress',
  z.strictObject({
    address: z.string(),
    vm: z.string().describe('<cluster>/<namespace>/<name>'),
    entityRef: z.string(),
    nic: z.string(),
  }),
);
export type UsedAddress = z.output<typeof usedAddress>;

/** A decimal string: an IPv6 subnet holds more addresses than a number can count. */
const size = z.string().regex(/^[0-9]+$/);

/** How full a subnet is. */
const addressUse = named(
  'AddressUse',
  z
    .strictObject({
      total: size,
      reserved: size,
      used: z.array(usedAddress),
      free: size,
      /** The lowest address that is neither reserved nor used. */
      nextFree: z.string().optional(),
      /** Addresses may be used that are missing here. Absent where everything was read. */
      incomplete: z.string().optional().describe('What was not read, and why'),
    })
    .describe('Sizes are decimal strings'),
);
export type AddressUse = z.output<typeof addressUse>;

const inNamespace = {
  namespace: z.string(),
  name: z.string(),
  entityRef: z.string(),
};

/** A VLAN on one cluster. */
const vlanOnCluster = named(
  'VlanOnCluster',
  z.strictObject({
    cluster: z.string(),
    policies: z.array(
      z.strictObject({
        name: z.string(),
        uplink: z.string(),
        bridge: z.string().optional(),
        progress: policyState,
      }),
    ),
    networks: z.array(z.strictObject(inNamespace)),
    vms: z.array(
      z.strictObject({ ...inNamespace, addresses: z.array(z.string()) }),
    ),
    /** What was not read, and why: the lists lack it. Absent where everything was read. */
    missing: z.array(z.string()).optional(),
  }),
);
export type VlanOnCluster = z.output<typeof vlanOnCluster>;

/** A VLAN with its current state on the clusters. */
export const vlanDetails = named(
  'VlanDetails',
  z.strictObject({
    vlan: vlanSummary,
    addresses: part(addressUse),
    clusters: z.array(
      z.strictObject({ cluster: z.string(), state: part(vlanOnCluster) }),
    ),
  }),
);
export type VlanDetails = z.output<typeof vlanDetails>;
