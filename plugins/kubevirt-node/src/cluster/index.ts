export { ApiError, ConnectionError } from './apiError';
export type { ClusterClient, Kind, Right } from './ClusterClient';
export { clusterConnections } from './clusterConnections';
export type { ClusterConnections } from './clusterConnections';
export { follow } from './follow';
export { identityOf } from './identity';
export type { Identity } from './identity';
export { KubernetesClusterClient } from './KubernetesClusterClient';
