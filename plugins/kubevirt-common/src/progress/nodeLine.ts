import {
  NODE_STATES,
  NodeProgress,
  NodeState,
  PolicyProgress,
} from './policyProgress';

/** Longer than any line: a time, a level, the name of a node and an error. It bounds the search. */
const MAX_LENGTH = 2000;
const LINE =
  /(?:^|: )Node (?<node>[a-z0-9][-.a-z0-9]{0,252}): (?<state>[a-z]+)(?:, (?<message>.+))? \((?<configured>\d{1,6}) of (?<of>\d{1,6}) configured\)$/;

/** The state of a node in the log of a task, with the progress of all nodes. */
export interface NodeLine {
  progress: NodeProgress;
  configured: number;
  /** The number of nodes to configure: the Ready ones, or those that have reported if the nodes cannot be read. */
  of: number;
}

/** The name, state and message of a node. */
export function describeNode({ node, state, message }: NodeProgress): string {
  return `${node}: ${state}${message ? `, ${message}` : ''}`;
}

/** The line for a node in the log of a task, such as `Node worker-1: configured (2 of 3 configured)`. */
export function nodeLine(
  node: NodeProgress,
  { nodes, configured, ready }: Omit<PolicyProgress, 'verdict'>,
): string {
  return `Node ${describeNode(node)} (${configured} of ${
    ready ?? nodes.length
  } configured)`;
}

/**
 * Parses a line of a task's log that `nodeLine` wrote; undefined for any other line. The scaffolder passes on only
 * the text of a line, after its level, which may be coloured.
 */
export function parseNodeLine(line: string): NodeLine | undefined {
  if (line.length > MAX_LENGTH) {
    return undefined;
  }
  const { node, state, message, configured, of } =
    LINE.exec(line)?.groups ?? {};
  return NODE_STATES.includes(state as NodeState)
    ? {
        progress: {
          node,
          state: state as NodeState,
          ...(message !== undefined && { message }),
        },
        configured: Number(configured),
        of: Number(of),
      }
    : undefined;
}
