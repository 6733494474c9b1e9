import { isSelected } from '../model/nodePools';
import { KubeObject, isRecord } from '../model/kubeObject';
import { list, record, text } from '../manifests/read';
import { nmstateError } from './nmstateError';

/** Where a policy's enactment says which policy and which node it is of (kubernetes-nmstate api/shared). */
export const POLICY_LABEL = 'nmstate.io/policy';
export const NODE_LABEL = 'nmstate.io/node';

/** The reason of a policy that selects no node on which nmstate runs. */
const NO_MATCH = 'NoMatchingNode';

/** How far one node is. `ignored` is a node that is not Ready: kubernetes-nmstate leaves it out. */
export const NODE_STATES = [
  'waiting',
  'pending',
  'progressing',
  'retrying',
  'configured',
  'failed',
  'aborted',
  'ignored',
] as const;
export type NodeState = (typeof NODE_STATES)[number];

/** A node that will not get further by itself: the policy has failed on it, or was stopped. */
export function hasFailed({ state }: Pick<NodeProgress, 'state'>): boolean {
  return state === 'failed' || state === 'aborted';
}

export interface NodeProgress {
  node: string;
  state: NodeState;
  /** What nmstate or kubernetes-nmstate says, on one line; absent where it says nothing. */
  message?: string;
}

/** How far a policy is, over its nodes. */
export interface PolicyProgress {
  verdict: 'progressing' | 'configured' | 'failed' | 'no-matching-node';
  /** By name. */
  nodes: NodeProgress[];
  /** Absent where the nodes could not be read. */
  matching?: number;
  ready?: number;
  configured: number;
}

/** Objects as the cluster has them now; all of one cluster. */
export interface PolicyFacts {
  policy: KubeObject;
  /** The NodeNetworkConfigurationEnactments of the policy. */
  enactments: KubeObject[];
  /** All nodes, or those that match; absent where the reader may not list them. */
  nodes?: KubeObject[];
  /** Names of enactments whose conditions are those of an earlier generation, and whether the policy's own are. */
  stale?: { policy: boolean; enactments: ReadonlySet<string> };
}

/**
 * How far a policy is. A policy has no observedGeneration, so its conditions may still be those of its last generation:
 * only enactments carry `status.policyGeneration`, and count when it is the policy's own
 * (kubernetes-nmstate, api/shared and pkg/policyconditions).
 */
export function policyProgress(facts: PolicyFacts): PolicyProgress {
  const { nodes: allNodes, policy } = facts;
  const selector = record(policy, 'spec', 'nodeSelector');
  const matching = allNodes?.filter(node => isSelected(node, selector));
  const current = currentEnactments(facts);
  const names = matching
    ? matching.map(({ metadata }) => metadata.name)
    : [...current.keys()];
  const ready = new Set(
    matching ? matching.filter(isReady).map(n => n.metadata.name) : names,
  );
  // A node that goes down as it is configured has an enactment, which decides: kubernetes-nmstate only leaves out
  // nodes that have not begun.
  const nodes = [...names].sort().map(node =>
    ready.has(node) || current.has(node)
      ? enactmentProgress(node, current.get(node))
      : {
          node,
          state: 'ignored' as const,
          message: 'the node is not Ready',
        },
  );
  return {
    verdict: verdictOf({ facts, matching, nodes }),
    nodes,
    ...(matching && {
      matching: matching.length,
      ready: nodes.filter(({ state }) => state !== 'ignored').length,
    }),
    configured: nodes.filter(({ state }) => state === 'configured').length,
  };
}

function verdictOf(options: {
  facts: PolicyFacts;
  matching: KubeObject[] | undefined;
  nodes: NodeProgress[];
}): PolicyProgress['verdict'] {
  const { facts, matching, nodes } = options;
  const { policy, stale } = facts;
  const conditions = stale?.policy ? [] : conditionsOf(policy);
  if (nodes.some(hasFailed)) {
    return 'failed';
  }
  // Since 0.85 it is Ignored, before it was Available: the reason tells. Labels alone do not: a matching node
  // without a handler of nmstate is no match.
  if (
    matching?.length === 0 ||
    conditions.some(c => c.status === 'True' && c.reason === NO_MATCH)
  ) {
    return 'no-matching-node';
  }
  const counted = nodes.filter(({ state }) => state !== 'ignored');
  const all =
    counted.length > 0 && counted.every(({ state }) => state === 'configured');
  // Without the nodes, only the policy itself knows whether these are all.
  const complete =
    matching !== undefined ||
    conditions.some(c => c.type === 'Available' && c.status === 'True');
  return all && complete ? 'configured' : 'progressing';
}

function currentEnactments(facts: PolicyFacts): Map<string, KubeObject> {
  const { policy, enactments, stale } = facts;
  const { generation } = record(policy, 'metadata');
  return new Map(
    enactments
      .filter(
        enactment =>
          record(enactment, 'status').policyGeneration === generation &&
          !stale?.enactments.has(enactment.metadata.name),
      )
      .map(enactment => [nodeOf(enactment, policy), enactment]),
  );
}

/** An enactment is called `<node>.<policy>`; the label is newer than that. */
function nodeOf({ metadata }: KubeObject, policy: KubeObject): string {
  return (
    metadata.labels?.[NODE_LABEL] ??
    metadata.name.slice(0, -`.${policy.metadata.name}`.length)
  );
}

function enactmentProgress(
  node: string,
  enactment: KubeObject | undefined,
): NodeProgress {
  const conditions = enactment ? conditionsOf(enactment) : [];
  const isTrue = (type: string) =>
    conditions.find(c => c.type === type && c.status === 'True');
  const failing = isTrue('Failing');
  const aborted = isTrue('Aborted');
  if (failing) {
    return {
      node,
      state: failing.reason === 'Retrying' ? 'retrying' : 'failed',
      message: nmstateError(failing.message),
    };
  }
  if (aborted) {
    return {
      node,
      state: 'aborted',
      message:
        'stopped, because the policy failed on as many nodes as may be unavailable at a time',
    };
  }
  if (isTrue('Available')) {
    return { node, state: 'configured' };
  }
  if (isTrue('Progressing')) {
    return { node, state: 'progressing' };
  }
  return { node, state: isTrue('Pending') ? 'pending' : 'waiting' };
}

function isReady(node: KubeObject): boolean {
  return conditionsOf(node).some(
    c => c.type === 'Ready' && c.status === 'True',
  );
}

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

function conditionsOf(object: KubeObject): Condition[] {
  return list(object, 'status', 'conditions')
    .filter(isRecord)
    .map(condition => ({
      type: text(condition, 'type') ?? '',
      status: text(condition, 'status') ?? '',
      reason: text(condition, 'reason') ?? '',
      message: text(condition, 'message') ?? '',
    }));
}
