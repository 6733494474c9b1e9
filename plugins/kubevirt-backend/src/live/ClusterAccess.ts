import { Config } from '@backstage/config';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ClusterClient,
  Identity,
  KubernetesClusterClient,
  clusterConnections,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** A page waits less long than an action. */
const TIMEOUT_MS = 10_000;
const RETRY = {
  attempts: 3,
  baseDelayMs: 200,
  maxDelayMs: 1000,
  maxRetryAfterMs: 5000,
};

/** Opens clients for clusters. */
export interface ClusterAccess {
  /** True where a connection to the cluster is configured. */
  knows: (cluster: string) => boolean;
  open: (options: {
    cluster: string;
    identity: Identity;
    /** Ends every request. */
    signal: AbortSignal;
  }) => Promise<ClusterClient>;
}

/** The clusters of the configuration, with the same connections as the actions. */
export function configuredClusters(options: {
  config: Config;
  site: Site;
  logger: Pick<LoggerService, 'warn'>;
}): ClusterAccess {
  const { config, site, logger } = options;
  const connections = clusterConnections(config, site);
  const configOf = (cluster: string) => {
    try {
      return connections.configOf(cluster);
    } catch (error) {
      // The message names files and keys of the backend, which are not for every user.
      logger.warn((error as Error).message);
      throw new Error(
        'its connection is not configured as it has to be; the log of the backend says why',
      );
    }
  };
  return {
    knows: connections.has,
    open: async ({ cluster, ...more }) =>
      KubernetesClusterClient.open({
        cluster,
        config: configOf(cluster),
        logger,
        timeoutMs: TIMEOUT_MS,
        retry: RETRY,
        ...more,
      }),
  };
}
