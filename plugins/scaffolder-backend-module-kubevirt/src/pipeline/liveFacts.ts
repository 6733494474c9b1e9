import {
  LiveFacts,
  missingFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  gatherFacts,
  identityOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ActionDependencies, PipelineContext, VlanUsage } from './types';

/**
 * What the checks want to know of the live cluster, read as `kubevirt.facts.identity` says. A cluster that is not
 * configured, can't be reached or may not be read is no failure: the facts say why they are missing.
 */
export async function liveFacts(options: {
  use: Pick<VlanUsage, 'cluster' | 'namespace'>;
  ctx: PipelineContext;
  deps: ActionDependencies;
}): Promise<LiveFacts> {
  const { ctx, deps } = options;
  const { cluster, namespace } = options.use;
  const { site } = deps;
  const { logger, signal } = ctx;
  if (!deps.knowsCluster(cluster)) {
    return missingFacts(
      `no connection to cluster ${cluster} is configured (kubernetes.clusterLocatorMethods)`,
    );
  }
  try {
    const client = await deps.openCluster({
      cluster,
      identity: identityOf({
        settings:
          site.facts.identity === 'service-account'
            ? { ...site.apply, identity: 'service-account' }
            : site.apply,
        user: ctx.user,
        secrets: ctx.secrets,
      }),
      logger,
      signal,
    });
    try {
      logger.info(
        `Reading nodes, policies, networks and VMs of cluster ${cluster} as ${client.actingAs}`,
      );
      return await gatherFacts({
        client,
        namespaces: [namespace],
        signal,
      });
    } finally {
      await client.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    return missingFacts(
      `cluster ${cluster} can’t be read: ${(error as Error).message.replace(
        /\.$/,
        '',
      )}`,
    );
  }
}
