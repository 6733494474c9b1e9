import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  Fact,
  LIVE_KINDS,
  LiveFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/cluster';
import { orSay } from '../input/listFiles';

/**
 * The state of a cluster, read as the user of a kubeconfig. A fact that can't be read says why, also where the cluster
 * does not answer.
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
    // The credentials of the kubeconfig, whosever they are.
    identity: { type: 'service-account' },
    logger: { warn },
  }).catch(error => {
    // Such as a missing certificate, or a credential command that fails.
    throw new InputError(
      `--kubeconfig: found credentials that can't be used (${error.message}), allowed: those with which kubectl works`,
    );
  });
  // The client would call itself the service account of Backstage.
  const asUser: ClusterClient = Object.create(client, {
    actingAs: { value: `user "${config.getCurrentUser()?.name ?? 'none'}"` },
  });
  try {
    return await gatherFacts({ client: asUser, namespaces, now });
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

/** The facts of a cluster that was not read: kubevirt-node's `missingFacts`, without loading it. */
export function noLive(because: string): LiveFacts {
  const fact: Fact = { known: false, because };
  return Object.fromEntries(LIVE_KINDS.map(kind => [kind, fact])) as LiveFacts;
}
