export { AUTH_PROVIDERS } from './authProviders';
export type {
  ClusterAuthProvider,
  ClusterCredentials,
  LocatedCluster,
} from './authProviders';
export { ApiError, ConnectionError } from './apiError';
export type {
  ClusterClient,
  Kind,
  ObjectVersion,
  Right,
  WatchEvent,
} from './ClusterClient';
export { clusterConnections } from './clusterConnections';
export type { ClusterConnections } from './clusterConnections';
export { follow } from './follow';
export { KindMirror, MIRROR_TIMING } from './KindMirror';
export type { MirrorTiming } from './KindMirror';
export { identityOf } from './identity';
export type { Identity } from './identity';
export { KubernetesClusterClient } from './KubernetesClusterClient';
export { MAX_CONNECTIONS } from './transport';
