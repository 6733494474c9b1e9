import { isSelected } from '../model/nodePools';
import { KubeObject, isRecord } from '../model/kubeObject';
import { isReady } from '../manifests/nodeViews';
import { list, record, text } from '../manifests/read';
import { nmstateError } from './nmstateError';

/** The labels of an enactment that name its policy and its node (kubernetes-nmstate api/shared). */
export const POLICY_LABEL = 'nmstate.io/policy';
export const NODE_LABEL = 'nmstate.io/node';

/** The reason of a policy that selects no node with nmstate. */
const NO_MATCH = 'NoMatchingNode';

/** The progress of one node. `ignored` is a node that is not Ready; kubernetes-nmstate leaves it out. */
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

/** True for a node that will make no further progress: the policy failed on it or was stopped. */
export function hasFailed({ state }: Pick<NodeProgress, 'state'>): boolean {
  return state === 'failed' || state === 'aborted';
}

export interface NodeProgress {
  node: string;
  state: NodeState;
  /** The message of nmstate or kubernetes-nmstate, on one line; absent if there is none. */
  message?: string;
}

/** The progress of a policy on its nodes. */
export interface PolicyProgress {
  verdict: 'progressing' | 'configured' | 'failed' | 'no-matching-node';
  /** Sorted by name. */
  nodes: NodeProgress[];
  /** Absent if the nodes could not be read. */
  matching?: number;
  ready?: number;
  configured: number;
}

/** Current objects of one cluster. */
export interface PolicyFacts {
  policy: KubeObject;
  /** The NodeNetworkConfigurationEnactments of the policy. */
  enactments: KubeObject[];
  /** All nodes, or the matching ones; absent if the reader may not list them. */
  nodes?: KubeObject[];
  /** The names of enactments whose conditions belong to an earlier generation, and whether those of the policy do. */
  stale?: { policy: boolean; enactments: ReadonlySet<string> };
}

/**
 * Computes the progress of a policy. A policy has no observedGeneration, so its conditions may belong to its last
 * generation. Enactments have `status.policyGeneration` and count only if it is the generation of the policy
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
  // A node that goes down during the configuration has an enactment, which decides: kubernetes-nmstate leaves out
  // only nodes that have not begun.
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
  // The condition with this reason is Ignored since 0.85 and was Available before, so only the reason counts. Labels
  // alone are not enough: a matching node without an nmstate handler does not match.
  if (
    matching?.length === 0 ||
    conditions.some(c => c.status === 'True' && c.reason === NO_MATCH)
  ) {
    return 'no-matching-node';
  }
  const counted = nodes.filter(({ state }) => state !== 'ignored');
  const all =
    counted.length > 0 && counted.every(({ state }) => state === 'configured');
  // If the nodes could not be read, only the policy knows whether all enactments are there.
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

/** An enactment is named `<node>.<policy>`; older versions have no label. */
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
