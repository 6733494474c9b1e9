import { z } from 'zod/v4';
import { count, named, part } from './schema';

const nodePoolSummary = named(
  'NodePoolSummary',
  z.strictObject({
    name: z.string(),
    description: z.string().optional(),
    uplink: z.string(),
    nodeSelector: z.array(z.string().describe('key=value')),
    nodes: part(z.strictObject({ matching: count, ready: count })),
  }),
);
export type NodePoolSummary = z.output<typeof nodePoolSummary>;

/** A cluster of the site configuration. */
const clusterSummary = named(
  'ClusterSummary',
  z.strictObject({
    name: z.string(),
    nodePools: z.array(nodePoolSummary),
    /** False where no connection is configured: there is no live data. */
    isConnected: z.boolean(),
    /** `kubevirt.defaultCluster`, or the only cluster. */
    isDefault: z
      .literal(true)
      .optional()
      .describe('It is meant where a request names no cluster'),
  }),
);
export type ClusterSummary = z.output<typeof clusterSummary>;

export const clusterList = named('ClusterList', z.array(clusterSummary));
