import { ClusterAuthProvider } from './ClusterAuthProvider';
import { localKubectlProxy } from './localKubectlProxy';
import { serviceAccount } from './serviceAccount';

export type {
  ClusterAuthProvider,
  ClusterCredentials,
  LocatedCluster,
} from './ClusterAuthProvider';

/** The provider of a cluster that names none. */
export const DEFAULT_AUTH_PROVIDER = serviceAccount.name;

/** The built-in providers, in the order in which an error message lists them. */
export const AUTH_PROVIDERS: readonly ClusterAuthProvider[] = [
  serviceAccount,
  localKubectlProxy,
];
