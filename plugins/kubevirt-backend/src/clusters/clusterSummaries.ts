import {
  ClusterSummary,
  Fact,
  KINDS,
  KubeObject,
  Site,
  nodeCount,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { withConditions } from '../live/cut';
import { flat, partOf } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { KindRead, readKind } from '../live/readKind';
import { defaultClusterOf } from './chooseCluster';

/** The clusters of the site configuration, with the current number of nodes in each node pool. */
export async function clusterSummaries(options: {
  site: Site;
  live: LiveClusters;
  requester: Requester;
}): Promise<ClusterSummary[]> {
  const { site, live, requester } = options;
  return Promise.all(
    Object.entries(site.clusters).map(async ([name, { nodePools }]) => {
      const nodes = await readNodes({ live, requester, cluster: name });
      return {
        name,
        isConnected: live.isConnected(name),
        ...(name === defaultClusterOf(site) && { isDefault: true }),
        nodePools: Object.entries(nodePools).map(([pool, settings]) => ({
          name: pool,
          ...(settings.description !== undefined && {
            description: settings.description,
          }),
          uplink: settings.uplink,
          nodeSelector: Object.entries(settings.nodeSelector).map(
            ([key, value]) => `${key}=${value}`,
          ),
          nodes: partOf(nodes, ({ items }) =>
            nodeCount(items, settings.nodeSelector),
          ),
        })),
      };
    }),
  );
}

async function readNodes(options: {
  live: LiveClusters;
  requester: Requester;
  cluster: string;
}): Promise<Fact<KindRead<KubeObject>>> {
  const { live, ...of } = options;
  return flat(
    await live.read({
      ...of,
      what: 'nodes',
      read: client =>
        readKind({ client, kind: KINDS.nodes, keep: withConditions }),
    }),
  );
}
