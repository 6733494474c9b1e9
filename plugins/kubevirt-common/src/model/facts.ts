import { KubeObject } from './kubeObject';

/** Objects as they were read in one place at one time; or why they were not. */
export type Fact =
  | {
      known: true;
      objects: KubeObject[];
      /** Where, in words: `cluster demo, as the service account of Backstage`. */
      source: string;
      /** When, as an ISO 8601 time. */
      readAt: string;
      /** What of it was not read, and why; absent where all was. */
      partial?: string;
    }
  | { known: false; because: string };

/** What can be read of a cluster, each kind by itself: rights differ from kind to kind. */
export const LIVE_KINDS = [
  'nodes',
  'nodeStates',
  'policies',
  'networks',
  'vms',
  'namespaces',
] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/**
 * A cluster as it is: Nodes, NodeNetworkStates (nmstate.io/v1beta1), NNCPs with their status, NADs, VirtualMachines and
 * Namespaces. All of a kind, or those of the namespaces that the facts were asked for; `source` says which.
 */
export type LiveFacts = Record<LiveKind, Fact>;

/** Objects of one place, which the checks name in their messages. */
export interface Source {
  source: string;
  /** Anybody may have proposed it: it is told of, and holds nobody up. */
  isFromFork?: boolean;
  objects: KubeObject[];
}

/** What the checks know besides the manifests themselves. */
export interface Facts {
  /** The cluster's name in the site configuration. */
  cluster: string;
  /** When the checks run, as an ISO 8601 time; the age of facts is told from it. */
  now?: string;
  /** Objects that stand already in what is written to, and where they were read; absent where nothing was read. */
  existing?: Source;
  /** What other open changes add or change, by the name of the change, such as `request #12 (https://…)`. */
  open?: Source[];
  /** Open changes that were not read, and why. */
  unread?: string[];
  /** The cluster as it is; absent where none of it was asked for. */
  live?: LiveFacts;
}
