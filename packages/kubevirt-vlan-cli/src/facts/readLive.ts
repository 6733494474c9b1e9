import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  Fact,
  LIVE_KINDS,
  LiveFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { orSay } from '../input/listFiles';

const MIN_NODE = 22;

/**
 * A cluster as it is, read as the user of a kubeconfig. What can't be read says why, also where the cluster does not answer.
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
  requireNode();
  const { KubernetesClusterClient, gatherFacts } = clusterModule();
  const config = await load(options);
  const client = await KubernetesClusterClient.open({
    cluster,
    config,
    // The credentials of the kubeconfig, whosever they are.
    identity: { type: 'service-account' },
    // The client would call itself the service account of Backstage.
    actingAs: `user "${config.getCurrentUser()?.name ?? 'none'}"`,
    logger: { warn },
  }).catch(error => {
    // A certificate that is not there, or a command for credentials that fails.
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

/** The HTTP client needs what Node has since then, and fails without saying so. */
function requireNode(): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) < MIN_NODE) {
    throw new InputError(
      `--kubeconfig: found Node ${node}, allowed: ${MIN_NODE} and later; without --kubeconfig 20 is enough`,
    );
  }
}

/**
 * Loaded when there is use for them: together they take more than a second, and hooks and editors run the check without a
 * cluster. By `require`, as what Node finds by `import()` in a CommonJS module depends on who compiled it.
 */
function clusterModule(): typeof import('@kubevirt-vlan/backstage-plugin-kubevirt-node') {
  return require('@kubevirt-vlan/backstage-plugin-kubevirt-node');
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

/** All facts of a cluster that nobody asked; kubevirt-node's `missingFacts`, without loading it. */
export function noLive(because: string): LiveFacts {
  const fact: Fact = { known: false, because };
  return Object.fromEntries(LIVE_KINDS.map(kind => [kind, fact])) as LiveFacts;
}
