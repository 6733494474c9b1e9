export { ClusterIndex } from './ClusterIndex';
export type {
  CatalogFacts,
  EntityFacts,
  EntitySettings,
  RegisteredVlan,
} from './facts';
export { forEntities } from './forEntities';
export { manifestEntities } from './manifestEntities';
export { networkEntity } from './networkEntity';
export { entitiesBesideVms, toEntities } from './toEntities';
export { vmEntity } from './vmEntity';
