import { LoggerService } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import {
  KubeObject,
  NodeProgress,
  POLICY_LABEL,
  PolicyFacts,
  PolicyProgress,
  formatObject,
  isRecord,
  policyProgress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { ClusterClient, Kind } from '../cluster/ClusterClient';
import { follow } from '../cluster/follow';

export const ENACTMENT_API_VERSION = 'nmstate.io/v1beta1';
export const ENACTMENT_KIND = 'NodeNetworkConfigurationEnactment';

/**
 * How long conditions that are those of an earlier generation, to the letter, are taken for just that. Until 0.85
 * kubernetes-nmstate gave an enactment its new generation a moment before it reset the conditions.
 */
const SETTLE_MS = 10_000;

/** A policy that its nodes do not take, or not in time. */
export class PolicyFailedError extends CustomErrorBase {
  name = 'PolicyFailedError' as const;
}

/** What a policy and its enactments said before it was changed: the same again may be nothing new. */
export interface PolicySnapshot {
  policy?: KubeObject;
  enactments: KubeObject[];
}

interface WaitOptions {
  client: ClusterClient;
  /** As the server returned it, with its generation. */
  policy: KubeObject;
  /** Absent where the policy was not changed. */
  before?: PolicySnapshot;
  limitMs: number;
  logger: Pick<LoggerService, 'info' | 'warn' | 'debug'>;
  signal?: AbortSignal;
}

/**
 * Follows a policy until every matching Ready node has it, by watch, and tells each node's progress in the log.
 *
 * @throws PolicyFailedError when a node fails, no node matches, somebody else changes the policy or the time is over,
 * with what is open and how to look.
 */
export async function waitForPolicy(
  options: WaitOptions,
): Promise<PolicyProgress> {
  const { client, policy, limitMs, logger } = options;
  const end = new AbortController();
  const signal = AbortSignal.any(
    [options.signal, end.signal].flatMap(s => s ?? []),
  );
  const facts = new FactsInTime(options);
  const report = reporter(logger);
  let last: PolicyProgress | undefined;
  try {
    return await new Promise<PolicyProgress>((resolve, reject) => {
      const judge = (take = () => {}) => {
        try {
          take();
          const known = facts.current();
          if (!known) {
            return;
          }
          last = policyProgress(known);
          report(last);
          if (last.verdict === 'configured') {
            resolve(last);
          } else if (last.verdict !== 'progressing') {
            reject(failure(policy, last));
          }
        } catch (error) {
          reject(error);
        }
      };
      const watchKind = (kind: Kind, take: (objects: KubeObject[]) => void) =>
        follow({
          client,
          kind,
          signal,
          logger,
          onChange: objects => judge(() => take(objects)),
        });
      watchKind(policyKind(policy), found => facts.takePolicy(found)).catch(
        reject,
      );
      watchKind(enactmentKind(policy), found =>
        facts.takeEnactments(found),
      ).catch(reject);
      watchKind(nodeKind(policy), found => facts.takeNodes(found)).catch(
        error => {
          if (!(error instanceof ApiError && error.status === 403)) {
            reject(error);
            return;
          }
          logger.warn(
            `The nodes of cluster ${client.cluster} can't be listed as ${client.actingAs}: ${error.message}. Only the nodes that report are counted`,
          );
          judge(() => facts.takeNodes(undefined));
        },
      );
      const timer = setTimeout(
        () => reject(tooLate({ policy, progress: last, limitMs })),
        limitMs,
      );
      // Conditions that were held back for a while become believable without any event.
      const pulse = setInterval(() => judge(), SETTLE_MS / 4);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        clearInterval(pulse);
        reject(signal.reason);
      });
    });
  } finally {
    end.abort();
  }
}

/** The facts as they come in, and which of them are old news. */
class FactsInTime {
  private policy?: KubeObject;
  private enactments?: KubeObject[];
  private nodes?: { list: KubeObject[] | undefined };
  private readonly firstSeen = new Map<string, number>();

  constructor(
    private readonly options: Pick<WaitOptions, 'policy' | 'before'>,
  ) {}

  takePolicy([found]: KubeObject[]): void {
    const { policy } = this.options;
    const id = formatObject(policy);
    if (!found) {
      throw new PolicyFailedError(
        `${id} was deleted while its nodes were being configured`,
      );
    }
    if (generationOf(found) !== generationOf(policy)) {
      throw new PolicyFailedError(
        `${id} was changed by somebody else while its nodes were being configured (generation ${generationOf(
          policy,
        )}, now ${generationOf(
          found,
        )}); running again compares with what it is now`,
      );
    }
    this.policy = found;
  }

  takeEnactments(found: KubeObject[]): void {
    this.enactments = found;
  }

  takeNodes(list: KubeObject[] | undefined): void {
    this.nodes = { list };
  }

  /** Undefined until everything was read once. */
  current(): PolicyFacts | undefined {
    const { policy, enactments, nodes } = this;
    if (!policy || !enactments || !nodes) {
      return undefined;
    }
    const { before } = this.options;
    return {
      policy,
      enactments,
      nodes: nodes.list,
      ...(before && {
        stale: {
          policy: this.isStale(policy, before.policy),
          enactments: new Set(
            enactments
              .filter(enactment =>
                this.isStale(
                  enactment,
                  before.enactments.find(
                    other => other.metadata.name === enactment.metadata.name,
                  ),
                ),
              )
              .map(({ metadata }) => metadata.name),
          ),
        },
      }),
    };
  }

  private isStale(now: KubeObject, before: KubeObject | undefined): boolean {
    const conditions = conditionsOf(now);
    if (!before || conditions === '' || conditions !== conditionsOf(before)) {
      return false;
    }
    const key = `${formatObject(now)} ${conditions}`;
    const since = this.firstSeen.get(key) ?? Date.now();
    this.firstSeen.set(key, since);
    return Date.now() - since < SETTLE_MS;
  }
}

function conditionsOf(object: KubeObject): string {
  const { conditions } = isRecord(object.status) ? object.status : {};
  return Array.isArray(conditions) && conditions.length > 0
    ? JSON.stringify(conditions)
    : '';
}

/** The generation, which metadata of a manifest does not have and of an object of the server does. */
export function generationOf(object: KubeObject): number | undefined {
  const { generation } = object.metadata as { generation?: number };
  return generation;
}

const policyKind = ({ apiVersion, kind, metadata }: KubeObject): Kind => ({
  apiVersion,
  kind,
  fieldSelector: `metadata.name=${metadata.name}`,
});

/** The enactments of a policy. */
export const enactmentKind = ({ metadata }: KubeObject): Kind => ({
  apiVersion: ENACTMENT_API_VERSION,
  kind: ENACTMENT_KIND,
  labelSelector: `${POLICY_LABEL}=${metadata.name}`,
});

function nodeKind(policy: KubeObject): Kind {
  const { nodeSelector } = isRecord(policy.spec) ? policy.spec : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    labelSelector: selectorText(nodeSelector),
  };
}

function selectorText(nodeSelector: unknown): string {
  return Object.entries(isRecord(nodeSelector) ? nodeSelector : {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Logs each node when its state changes. */
function reporter(logger: Pick<LoggerService, 'info' | 'warn'>) {
  const told = new Map<string, string>();
  return ({ nodes, configured, ready }: PolicyProgress) => {
    for (const node of nodes) {
      const text = describeNode(node);
      if (told.get(node.node) !== text) {
        told.set(node.node, text);
        const count = `${configured} of ${ready ?? nodes.length} configured`;
        const isBad = ['failed', 'retrying', 'aborted', 'ignored'].includes(
          node.state,
        );
        logger[isBad ? 'warn' : 'info'](`Node ${text} (${count})`);
      }
    }
  };
}

function describeNode({ node, state, message }: NodeProgress): string {
  return `${node}: ${state}${message ? `, ${message}` : ''}`;
}

function failure(policy: KubeObject, progress: PolicyProgress): Error {
  const id = formatObject(policy);
  if (progress.verdict === 'no-matching-node') {
    const selector = selectorText(
      isRecord(policy.spec) ? policy.spec.nodeSelector : undefined,
    );
    return new PolicyFailedError(
      `${id} matches no node that nmstate can configure: found nodeSelector ${selector}; allowed: labels that a node has (kubectl get nodes -l ${selector}), on nodes where the handler of kubernetes-nmstate runs. Correct nodeSelector of the node pool in kubevirt.clusters`,
    );
  }
  const bad = progress.nodes.filter(({ state }) =>
    ['failed', 'aborted'].includes(state),
  );
  return new PolicyFailedError(
    `${id} failed on ${bad.length} of ${
      progress.matching ?? progress.nodes.length
    } nodes, ${
      progress.configured
    } are configured; nmstate has put each failed node back as it was. ${bad
      .map(describeNode)
      .join('; ')}. ${howToLook(policy)}`,
  );
}

function tooLate(options: {
  policy: KubeObject;
  progress: PolicyProgress | undefined;
  limitMs: number;
}): Error {
  const { policy, progress, limitMs } = options;
  const open = progress?.nodes.filter(({ state }) => state !== 'configured');
  return new PolicyFailedError(
    `${formatObject(policy)} is not configured after ${
      limitMs / 60_000
    } minutes (kubevirt.apply.waitMinutes), ${progress?.configured ?? 0} of ${
      progress?.matching ?? 'unknown'
    } nodes are. Still open: ${
      open?.map(describeNode).join('; ') || 'nothing was reported'
    }. The nodes go on by themselves, and running again goes on waiting. ${howToLook(
      policy,
    )}`,
  );
}

function howToLook({ metadata }: KubeObject): string {
  return `To look: kubectl get nodenetworkconfigurationenactments -l ${POLICY_LABEL}=${metadata.name} -o yaml`;
}
