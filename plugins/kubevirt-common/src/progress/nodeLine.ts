import {
  NODE_STATES,
  NodeProgress,
  NodeState,
  PolicyProgress,
} from './policyProgress';

/** Longer than a time, a level, a node's name and what `nmstateError` leaves of a message; a bound on the search. */
const MAX_LENGTH = 2000;
const LINE =
  /(?:^|: )Node (?<node>[a-z0-9][-.a-z0-9]{0,252}): (?<state>[a-z]+)(?:, (?<message>.+))? \((?<configured>\d{1,6}) of (?<of>\d{1,6}) configured\)$/;

/** A node's state as a task's log tells it, with how far all of them are. */
export interface NodeLine {
  progress: NodeProgress;
  configured: number;
  /** How many are to be: the Ready ones, or, where the nodes can't be read, those that reported by then. */
  of: number;
}

/** A node, what it does and what it says. */
export function describeNode({ node, state, message }: NodeProgress): string {
  return `${node}: ${state}${message ? `, ${message}` : ''}`;
}

/** A node's line in a task's log, such as `Node worker-1: configured (2 of 3 configured)`. */
export function nodeLine(
  node: NodeProgress,
  { nodes, configured, ready }: Omit<PolicyProgress, 'verdict'>,
): string {
  return `Node ${describeNode(node)} (${configured} of ${
    ready ?? nodes.length
  } configured)`;
}

/**
 * What `nodeLine` wrote, out of a line of a task's log: the scaffolder hands on nothing but its text, behind a level that
 * may be coloured. Undefined for any other line.
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
