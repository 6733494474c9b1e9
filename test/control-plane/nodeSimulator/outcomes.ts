/** The outcome of one policy on the simulated nodes; by default it succeeds quickly. */
export interface Outcome {
  /** By node: the error of `nmstatectl apply`; the node tries five times, like a real one. */
  fail?: Record<string, string>;
  /** By node: how often it fails before it succeeds. */
  failFirst?: Record<string, number>;
  /** How long each node takes, in milliseconds. */
  delayMs?: number;
  /** Nodes that begin and never end. */
  hang?: string[];
  /** Nodes on which no handler of kubernetes-nmstate runs. */
  noHandler?: string[];
  /** How long the policy keeps the conditions of its last generation. */
  staleMs?: number;
  /** Until 0.85, enactments had the new generation for this long before their conditions were reset. */
  staleEnactmentMs?: number;
  /** Until 0.85, a policy without nodes was Available, with the reason NoMatchingNode. */
  olderVersion?: boolean;
}

/**
 * The message of an enactment whose node failed, as the handler of kubernetes-nmstate 0.86 makes it of nmstatectl's
 * output.
 */
export function failureMessage(node: string, error: string): string {
  const command = 'nmstatectl apply --no-commit --timeout 480';
  return `error reconciling NodeNetworkConfigurationPolicy on node ${node} at desired state apply: "",\n , [2026-01-01T10:00:00Z INFO  nmstatectl] Nmstate version: 2.2.62\n[2026-01-01T10:00:00Z INFO  nmstate::query_apply::net_state] Created checkpoint /org/freedesktop/NetworkManager/Checkpoint/7\n[2026-01-01T10:00:05Z INFO  nmstate::query_apply::net_state] Rollbacked to checkpoint /org/freedesktop/NetworkManager/Checkpoint/7\n${error}\n: failed to execute ${command}: exit status 1`;
}
