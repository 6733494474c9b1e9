import { HumanDuration } from '@backstage/types';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * The clusters whose VMs, networks and VLANs the catalog shows, by a name that stays.
       */
      kubevirt?: {
        [id: string]: {
          /**
           * A cluster of kubernetes.clusterLocatorMethods, or of kubevirt.clusters.<name>.kubeconfig. Default: the id
           * @visibility backend
           */
          cluster?: string;
          /**
           * The group or user that owns entities without another owner. Default: group:default/unknown
           * @visibility backend
           */
          defaultOwner?: string;
          /**
           * The share of a cluster's entities, from 0 to 1, that may be removed within a minute without a second read.
           * Default: 0.2; five entities always may.
           * @visibility backend
           */
          maxRemovedShare?: number;
          /**
           * How often everything is read again, in addition to the watches. Default: 6 hours
           */
          fullRead?: HumanDuration | string;
          /**
           * With several backends: for how long one of them reads the cluster before another may take over. When one
           * dies, another takes over after one and a half times this period and up to a minute. Default: 2 minutes
           */
          turn?: HumanDuration | string;
        };
      };
    };
  };
}
