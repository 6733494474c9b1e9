import { KubeObject } from './kubeObject';

/** The objects of one kind as they were read in one place at one time, or the reason why they were not read. */
export type Fact =
  | {
      known: true;
      objects: KubeObject[];
      /** Where they were read, in words: `cluster demo, as the service account of Backstage`. */
      source: string;
      /** When they were read, as an ISO 8601 time. */
      readAt: string;
      /** What is missing and why; absent if everything was read. */
      partial?: string;
    }
  | { known: false; because: string };

/** The kinds that are read from a cluster; each is a fact of its own, because permissions differ from kind to kind. */
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
 * The state of a cluster: Nodes, NodeNetworkStates (nmstate.io/v1beta1), NNCPs with their status, NADs,
 * VirtualMachines and Namespaces. Either all objects of a kind or those of the requested namespaces; `source` says
 * which.
 */
export type LiveFacts = Record<LiveKind, Fact>;

/** Objects from one place, which the messages of the checks name. */
export interface Source {
  source: string;
  /** True for a request from a fork. Anybody may open one, so it is shown but blocks nobody. */
  isFromFork?: boolean;
  objects: KubeObject[];
}

/** Everything the checks know besides the manifests. */
export interface Facts {
  /** The cluster's name in the site configuration. */
  cluster: string;
  /** When the checks run, as an ISO 8601 time; the age of facts is computed from it. */
  now?: string;
  /** The existing objects of the repository or workspace that is written to; absent if it was not read. */
  existing?: Source;
  /**
   * The objects that other open changes add or change, by the name of the change, such as `request #12 (https://…)`.
   */
  open?: Source[];
  /** The open changes that could not be read, and why. */
  unread?: string[];
  /** The state of the cluster; absent if it was not requested. */
  live?: LiveFacts;
}
