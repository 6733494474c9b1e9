import {
  NodeProgress,
  parseNodeLine,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** How far the nodes of a step's policy are. */
export interface Rollout {
  /** By name. */
  nodes: NodeProgress[];
  configured: number;
  of: number;
}

/** How the scaffolder begins a step in its log; a task that it runs again has several. */
const BEGIN = /^\S+ Beginning step /;

/** The rollout that a step's log tells, each node by its last line; undefined where it tells none. */
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
