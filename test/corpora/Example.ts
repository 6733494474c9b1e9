import {
  Finding,
  KubeObject,
  LiveKind,
  Removal,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** One finding, and what gives it: a file of `checks/`, of the name of its code. */
export interface Example {
  /** Who tells the finding, where it is not `check()`. */
  by?: 'the command line';
  manifests: Entry[];
  /** What the change takes away. */
  removals?: Removal[];
  facts?: FactsData;
  /** In place of the demo's: the value of `kubevirt:` in the app configuration. */
  site?: unknown;
  /** Every finding of this code, in order. */
  finds: Array<Omit<Finding, 'message'>>;
  /** What the messages of these findings say by name: who or what stands in the way. */
  names?: string[];
  /** The codes of all other findings. */
  also?: string[];
  instead: Change;
}

/** An object, or the name of a file of `checks/seed`. */
export type Entry = KubeObject | string;

/** The one place in which the right thing differs: a value, or what is to go. */
export interface Change {
  at: string;
  is?: unknown;
  /** The codes that are left; those of the example, unless told. */
  also?: string[];
}

/** What the checks know; of the cluster, all that is not told is read and empty, and its nodes are the blades. */
export interface FactsData {
  now?: string;
  /** A file of `topologies/`. */
  topology?: string;
  /** What stands in the branch. */
  existing?: Entry[];
  /** What other open changes propose, by their names. */
  open?: Record<string, Entry[]>;
  unread?: string[];
  live?: 'unread' | Partial<Record<LiveKind, Entry[] | { because: string }>>;
}
