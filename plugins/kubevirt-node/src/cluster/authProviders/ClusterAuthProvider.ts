import { Config } from '@backstage/config';
import type { User } from '@kubernetes/client-node';

/** The user entry of a kubeconfig, without its name: a token, a command (`exec`), a certificate, or nothing. */
export type ClusterCredentials = Partial<Omit<User, 'name'>>;

/** A cluster of `kubernetes.clusterLocatorMethods`. */
export interface LocatedCluster {
  /** The entry of the cluster in the configuration. */
  cluster: Config;
  /** Names a field of that entry for an error message. */
  keyOf: (field: string) => string;
}

/** A way in which Backstage itself signs in to a cluster, chosen by `authProvider` in the configuration. */
export interface ClusterAuthProvider {
  /** The value of `authProvider`. */
  name: string;
  /**
   * The credentials of Backstage for a cluster. Not called where the requester brings a token. A token that expires
   * comes from a command (`exec`) or a file; both are read again for later requests.
   *
   * @throws InputError for a configuration that the credentials can't be read from, with the configuration key.
   */
  credentials: (located: LocatedCluster) => ClusterCredentials;
}
