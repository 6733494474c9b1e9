import {
  NodeProgress,
  parseNodeLine,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The progress of a step's policy. */
export interface Rollout {
  /** By name. */
  nodes: NodeProgress[];
  configured: number;
  of: number;
}

/** The scaffolder's log line at the start of a step; a repeated task has several. */
const BEGIN = /^\S+ Beginning step /;

/** Reads the rollout from a step's log, each node from its last line; undefined if the log has none. */
export function rolloutOf(log: string[]): Rollout | undefined {
  const begin = log.findLastIndex(line => BEGIN.test(line));
  const lines = log.slice(begin + 1).flatMap(line => parseNodeLine(line) ?? []);
  const last = lines.at(-1);
  if (!last) {
    return undefined;
  }
  const nodes = new Map(
    lines.map(({ progress }) => [progress.node, progress] as const),
  );
  return {
    nodes: [...nodes.values()].sort((a, b) => (a.node < b.node ? -1 : 1)),
    configured: last.configured,
    of: last.of,
  };
}
