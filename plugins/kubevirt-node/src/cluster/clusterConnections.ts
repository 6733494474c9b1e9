import { existsSync } from 'node:fs';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The path of the token of a pod's service account. */
const POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const LOCAL_PROXY = 'http://127.0.0.1:8001';
/** The configuration key of Backstage's clusters. */
export const CLUSTER_LOCATOR = 'kubernetes.clusterLocatorMethods';

interface ConnectionOptions {
  /** The requester brings a token, so the configuration needs none. */
  bringsToken?: boolean;
}

/** The clusters that the configuration has an address for. */
export interface ClusterConnections {
  has: (cluster: string) => boolean;
  /**
   * @throws InputError for an unknown cluster, with a list of the known ones; and for one that can't be used, with the
   * configuration key.
   */
  configOf: (cluster: string, options?: ConnectionOptions) => KubeConfig;
}

/**
 * The clusters of Backstage's own `kubernetes.clusterLocatorMethods` (types `config` with `serviceAccount`, and
 * `localKubectlProxy`), and of `kubevirt.clusters.<name>.kubeconfig` for development, which takes precedence.
 */
export function clusterConnections(
  config: Config,
  site: Pick<Site, 'clusters'>,
): ClusterConnections {
  const known = new Map<string, (options: ConnectionOptions) => KubeConfig>();
  for (const method of config.getOptionalConfigArray(CLUSTER_LOCATOR) ?? []) {
    switch (method.getString('type')) {
      case 'localKubectlProxy':
        known.set('local', localProxy);
        break;
      case 'config':
        method
          .getConfigArray('clusters')
          .forEach(cluster =>
            known.set(cluster.getString('name'), options =>
              fromLocator(cluster, options),
            ),
          );
        break;
      default:
        // Other methods (catalog, gke, …) are for the Kubernetes plugin.
        break;
    }
  }
  for (const [name, { kubeconfig }] of Object.entries(site.clusters)) {
    if (kubeconfig) {
      known.set(name, () => fromFile(name, kubeconfig));
    }
  }
  return {
    has: cluster => known.has(cluster),
    configOf: (cluster, options = {}) => {
      const connect = known.get(cluster);
      if (!connect) {
        throw new InputError(
          `cluster: found "${cluster}", which ${CLUSTER_LOCATOR} does not say how to reach; known there: ${
            [...known.keys()].join(', ') || 'none'
          }. Add it (type "config", authProvider "serviceAccount"), or propose the change in the GitOps repository`,
        );
      }
      return connect(options);
    },
  };
}

function localProxy(): KubeConfig {
  // client-node refuses plain HTTP without skipTLSVerify, and `kubectl proxy` on loopback speaks nothing else.
  return kubeConfig(
    { name: 'local', server: LOCAL_PROXY, skipTLSVerify: true },
    {},
  );
}

function fromLocator(
  cluster: Config,
  { bringsToken }: ConnectionOptions,
): KubeConfig {
  const name = cluster.getString('name');
  const key = (field: string) =>
    `${CLUSTER_LOCATOR}, cluster "${name}", ${field}`;
  const provider =
    cluster.getOptionalString('authProvider') ??
    cluster.getOptionalString('authMetadata.kubernetes.io/auth-provider') ??
    'serviceAccount';
  if (!['serviceAccount', 'localKubectlProxy'].includes(provider)) {
    throw new InputError(
      `${key(
        'authProvider',
      )}: found "${provider}", allowed for direct apply: "serviceAccount", "localKubectlProxy"`,
    );
  }
  const token = cluster.getOptionalString('serviceAccountToken');
  const isOwn = provider === 'serviceAccount' && !bringsToken;
  if (isOwn && !token && !existsSync(POD_TOKEN)) {
    throw new InputError(
      `${key(
        'serviceAccountToken',
      )} is missing, and Backstage does not run in a cluster that gives it one`,
    );
  }
  return kubeConfig(
    {
      name,
      server: cluster.getString('url'),
      caData: cluster.getOptionalString('caData'),
      caFile: cluster.getOptionalString('caFile'),
      skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
    },
    isOwn ? serviceAccount(token) : {},
  );
}

/** The token of the configuration, or that of Backstage's own pod, which is rotated. */
function serviceAccount(token: string | undefined): object {
  return token
    ? { token }
    : {
        authProvider: { name: 'tokenFile', config: { tokenFile: POD_TOKEN } },
      };
}

function fromFile(
  name: string,
  { file, context }: { file: string; context?: string },
): KubeConfig {
  const config = new KubeConfig();
  const key = `kubevirt.clusters.${name}.kubeconfig`;
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new InputError(
      `${key}.file can't be read: ${(error as Error).message}`,
    );
  }
  if (context !== undefined) {
    config.setCurrentContext(context);
  }
  if (!config.getCurrentCluster()) {
    throw new InputError(
      `${key}.context: found "${config.getCurrentContext()}", allowed: ${config
        .getContexts()
        .map(c => c.name)
        .join(', ')}`,
    );
  }
  return config;
}

function kubeConfig(
  cluster: {
    name: string;
    server: string;
    caData?: string;
    caFile?: string;
    skipTLSVerify?: boolean;
  },
  user: object,
): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { skipTLSVerify: false, ...cluster },
    { name: 'backstage', ...user },
  );
  return config;
}
