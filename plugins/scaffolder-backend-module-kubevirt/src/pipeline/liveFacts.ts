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
 * The facts about the live cluster that the checks need, read with the identity that `kubevirt.facts.identity` names. It is no
 * failure if the cluster is not configured, unreachable or not readable: the facts then say why they are missing.
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
