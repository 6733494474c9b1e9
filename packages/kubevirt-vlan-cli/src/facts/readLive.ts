import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import { LiveFacts } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { orSay } from '../input/listFiles';

/**
 * Reads what a cluster has now, as the user of a kubeconfig. A kind that can't be read says why, also where the cluster does not
 * answer.
 *
 * @throws InputError for a kubeconfig that can't be used.
 */
export async function readLive(options: {
  cwd: string;
  kubeconfig: string;
  context?: string;
  cluster: string;
  namespaces: string[];
  now: () => Date;
  warn: (message: string) => void;
}): Promise<LiveFacts> {
  const { cluster, namespaces, now, warn } = options;
  const { KubernetesClusterClient } = clusterModule();
  const { gatherFacts } = factsModule();
  const config = await load(options);
  const client = await KubernetesClusterClient.open({
    cluster,
    config,
    // The credentials of the kubeconfig, of any kind.
    identity: { type: 'service-account' },
    // The client would call itself the service account of Backstage.
    actingAs: `user "${config.getCurrentUser()?.name ?? 'none'}"`,
    logger: { warn },
  }).catch(error => {
    // A missing certificate, or a credentials command that fails.
    throw new InputError(
      `--kubeconfig: found credentials that can't be used (${error.message}), allowed: those with which kubectl works`,
    );
  });
  try {
    return await gatherFacts({ client, namespaces, now });
  } finally {
    await client.close();
  }
}

/**
 * Loaded when they are needed: together they take more than a second, and hooks and editors run the check without a
 * cluster. By `require`, as what Node finds by `import()` in a CommonJS module depends on the compiler.
 */
function clusterModule(): typeof import('@kubevirt-vlan/backstage-plugin-kubevirt-node/cluster') {
  return require('@kubevirt-vlan/backstage-plugin-kubevirt-node/cluster');
}

function factsModule(): typeof import('@kubevirt-vlan/backstage-plugin-kubevirt-node/facts') {
  return require('@kubevirt-vlan/backstage-plugin-kubevirt-node/facts');
}

function clientModule(): typeof import('@kubernetes/client-node') {
  return require('@kubernetes/client-node');
}

async function load(options: {
  cwd: string;
  kubeconfig: string;
  context?: string;
}): Promise<KubeConfig> {
  const { kubeconfig, context } = options;
  const file = resolve(options.cwd, kubeconfig);
  const config = new (clientModule().KubeConfig)();
  await orSay(file, fs.access(file, fs.constants.R_OK));
  try {
    // From the file and not from its text: it may name others beside it.
    config.loadFromFile(file);
  } catch (error) {
    throw new InputError(
      `${file}: found no kubeconfig (${
        (error as Error).message
      }), allowed: a kubeconfig, as kubectl takes it`,
    );
  }
  if (context !== undefined) {
    config.setCurrentContext(context);
  }
  if (!config.getCurrentCluster()) {
    const names = config.getContexts().map(({ name }) => name);
    throw new InputError(
      `--context: found "${config.getCurrentContext()}", allowed: ${
        names.join(', ') || 'a context, of which the file has none'
      }`,
    );
  }
  return config;
}
