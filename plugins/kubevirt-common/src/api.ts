/**
 * The API of the backend plugin `kubevirt`: its shapes and its table of endpoints. Responses hold what the requester may
 * see. An entry point of its own, so that the main one does not load these schemas.
 *
 * @packageDocumentation
 */
export { endpoints, errorBody } from './api/endpoints';
export type {
  ApiRequest,
  ApiResponse,
  Endpoint,
  EndpointName,
} from './api/endpoints';
export { components } from './api/schema';
export type { ApiPage, Part } from './api/schema';
export { MAX_SEARCH, routes } from './api/routes';
export type { Route } from './api/routes';
export type { ChoicesQuery, NamedChoice } from './api/choices';
export type { ClusterSummary, NodePoolSummary } from './api/clusters';
export type { NamespaceSummary, NamespacesQuery } from './api/namespaces';
export type { Preview, PreviewRequest, PreviewStep } from './api/previews';
export type {
  AddressUse,
  UsedAddress,
  VlanDetails,
  VlanOnCluster,
  VlanPermit,
  VlanSummary,
  VlansQuery,
} from './api/vlans';
export type { VmDetails, VmLinks, WebLink } from './api/vms';
