import {
  Finding,
  KubeObject,
  LiveKind,
  Removal,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** One finding, and what gives it: a file of `checks/`, of the name of its code. */
export interface Example {
  /** What reports the finding, where it is not `check()`. */
  by?: 'the command line';
  manifests: Entry[];
  /** What the change takes away. */
  removals?: Removal[];
  facts?: FactsData;
  /** In place of the demo's: the value of `kubevirt:` in the app configuration. */
  site?: unknown;
  /** Every finding of this code, in order. */
  finds: Array<Omit<Finding, 'message'>>;
  /** The names that the messages of these findings must contain. */
  names?: string[];
  /** The codes of all other findings. */
  also?: string[];
  instead: Change;
}

/** An object, or the name of a file of `checks/seed`. */
export type Entry = KubeObject | string;

/** The one difference of the corrected example: another value, or a value to remove. */
export interface Change {
  at: string;
  is?: unknown;
  /** The codes that remain; by default those of the example. */
  also?: string[];
}

/**
 * What the checks know. Every kind of the cluster that is not listed was read and is empty; its nodes are the blades.
 */
export interface FactsData {
  now?: string;
  /** A file of `topologies/`. */
  topology?: string;
  /** The objects in the branch. */
  existing?: Entry[];
  /** What other open changes propose, by their names. */
  open?: Record<string, Entry[]>;
  unread?: string[];
  live?: 'unread' | Partial<Record<LiveKind, Entry[] | { because: string }>>;
}
