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
           * A group or a user that owns what nobody else does. Default: group:default/unknown
           * @visibility backend
           */
          defaultOwner?: string;
          /**
           * The share of a cluster's entities, from 0 to 1, that may go within a minute without a second look.
           * Default: 0.2; five always may.
           * @visibility backend
           */
          maxRemovedShare?: number;
          /**
           * How often everything is read, besides what the cluster tells. Default: 6 hours
           */
          fullRead?: HumanDuration | string;
          /**
           * With several backends: for how long one of them reads the cluster before it may be another's turn. Another
           * takes over from one that died after half as long again, and up to a minute. Default: 2 minutes
           */
          turn?: HumanDuration | string;
        };
      };
    };
  };
}
