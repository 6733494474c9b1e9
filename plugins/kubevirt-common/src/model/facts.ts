import { KindReadBy, kindsReadBy } from './kinds';
import { KubeObject } from './kubeObject';

/** Something that was read, or why it is not known. */
export type Fact<T extends object = ObjectsRead> =
  | ({ known: true } & T)
  | {
      known: false;
      because: string;
      /** The cluster refuses it to this identity. */
      isForbidden?: boolean;
    };

/** Objects that were read in one place at one time. */
export interface ObjectsRead {
  objects: KubeObject[];
  /** Where, in words: `cluster demo, as the service account of Backstage`. */
  source: string;
  /** When, as an ISO 8601 time. */
  readAt: string;
  /** What was not read of them, and why; absent where all were read. */
  partial?: string;
}

/** What the checks read of a cluster, each kind by itself: rights differ from kind to kind. */
export type LiveKind = KindReadBy<'checks'>;
export const LIVE_KINDS: readonly LiveKind[] = kindsReadBy('checks');

/**
 * What a cluster has now: all objects of a kind, or those of the namespaces that the facts were requested for; `source` says
 * which.
 */
export type LiveFacts = Record<LiveKind, Fact>;

/** The facts of a cluster that was not read. */
export function missingFacts(because: string): LiveFacts {
  return Object.fromEntries(
    LIVE_KINDS.map(kind => [kind, { known: false, because }]),
  ) as LiveFacts;
}

/** Objects of one place, which the checks name in their messages. */
export interface Source {
  source: string;
  /** Anybody may have proposed it: findings mention it, and it blocks nobody. */
  isFromFork?: boolean;
  /** The cluster itself: a change takes effect there at once, without a review. */
  isCluster?: boolean;
  objects: KubeObject[];
}

/** Everything the checks know besides the manifests. */
export interface Facts {
  /** The cluster's name in the site configuration. */
  cluster: string;
  /** When the checks run, as an ISO 8601 time; the age of facts is counted from it. */
  now?: string;
  /** The objects that already exist in the target, and where they were read; absent where nothing was read. */
  existing?: Source;
  /** The objects of other open changes, by the name of the change, such as `request #12 (https://…)`. */
  open?: Source[];
  /** The open changes that could not be read, and why. */
  unread?: string[];
  /** What the cluster has now; absent where it was not requested. */
  live?: LiveFacts;
}
