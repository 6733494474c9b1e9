import { Config } from '@backstage/config';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import {
  ClusterClient,
  KubernetesClusterClient,
  clusterConnections,
  readSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ProviderSettings } from './settings';

/**
 * Opens clients for the clusters of providers, as the service account of Backstage.
 *
 * @throws InputError at once for a cluster without a connection in the configuration.
 */
export function clusterReaders(options: {
  config: Config;
  logger: Pick<LoggerService, 'warn'>;
}): (
  settings: Pick<ProviderSettings, 'id' | 'cluster'>,
) => (signal: AbortSignal) => Promise<ClusterClient> {
  const { config, logger } = options;
  // A backend may have the catalog and not the actions.
  const site = config.has('kubevirt') ? readSite(config) : { clusters: {} };
  const connections = clusterConnections(config, site);
  return ({ id, cluster }) => {
    const open = (signal: AbortSignal) =>
      KubernetesClusterClient.open({
        cluster,
        config: connections.configOf(cluster),
        identity: { type: 'service-account' },
        logger,
        signal,
      });
    try {
      connections.configOf(cluster);
    } catch (error) {
      throw new ForwardedError(
        `catalog.providers.kubevirt.${id}.cluster`,
        error,
      );
    }
    return open;
  };
}
