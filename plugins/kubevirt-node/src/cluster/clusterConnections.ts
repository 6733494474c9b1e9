import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  AUTH_PROVIDERS,
  ClusterAuthProvider,
  ClusterCredentials,
  DEFAULT_AUTH_PROVIDER,
  LocatedCluster,
} from './authProviders';

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
 * The clusters of Backstage's own `kubernetes.clusterLocatorMethods` (types `config` and `localKubectlProxy`), and of
 * `kubevirt.clusters.<name>.kubeconfig` for development, which takes precedence.
 *
 * @param authProviders - the providers that a cluster of type `config` may name
 */
export function clusterConnections(
  config: Config,
  site: Pick<Site, 'clusters'>,
  authProviders: readonly ClusterAuthProvider[] = AUTH_PROVIDERS,
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
              fromLocator({ cluster, authProviders, ...options }),
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

function fromLocator({
  cluster,
  authProviders,
  bringsToken,
}: ConnectionOptions & {
  cluster: Config;
  authProviders: readonly ClusterAuthProvider[];
}): KubeConfig {
  const name = cluster.getString('name');
  const located: LocatedCluster = {
    cluster,
    keyOf: field => `${CLUSTER_LOCATOR}, cluster "${name}", ${field}`,
  };
  const provider = providerOf(located, authProviders);
  const credentials = bringsToken ? {} : provider.credentials(located);
  return kubeConfig(
    {
      name,
      server: cluster.getString('url'),
      caData: cluster.getOptionalString('caData'),
      caFile: cluster.getOptionalString('caFile'),
      skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
    },
    credentials,
  );
}

function providerOf(
  { cluster, keyOf }: LocatedCluster,
  authProviders: readonly ClusterAuthProvider[],
): ClusterAuthProvider {
  const name =
    cluster.getOptionalString('authProvider') ??
    cluster.getOptionalString('authMetadata.kubernetes.io/auth-provider') ??
    DEFAULT_AUTH_PROVIDER;
  const provider = authProviders.find(one => one.name === name);
  if (!provider) {
    throw new InputError(
      `${keyOf(
        'authProvider',
      )}: found "${name}", allowed for direct apply: ${authProviders
        .map(one => `"${one.name}"`)
        .join(', ')}`,
    );
  }
  return provider;
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
  user: ClusterCredentials,
): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { skipTLSVerify: false, ...cluster },
    { name: 'backstage', ...user },
  );
  return config;
}
