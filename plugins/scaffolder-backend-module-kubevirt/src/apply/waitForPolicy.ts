import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KubeObject,
  PolicyProgress,
  describeNode,
  nodeLine,
  policyProgress,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  ClusterClient,
  Kind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { follow } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  PolicyFactsInTime,
  PolicySnapshot,
  SETTLE_MS,
} from './PolicyFactsInTime';
import { policyFailure, policyTooLate } from './policyFailure';
import { enactmentKind, nodeKind, policyKind } from './policyKinds';

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
 * Watches a policy until every matching Ready node has it, and logs the progress of each node.
 *
 * @throws PolicyFailedError when a node fails, no node matches, somebody else changes the policy, or the time is over,
 * with the open nodes and how to inspect them.
 */
export async function waitForPolicy(
  options: WaitOptions,
): Promise<PolicyProgress> {
  const { client, policy, limitMs, logger } = options;
  const end = new AbortController();
  const signal = AbortSignal.any(
    [options.signal, end.signal].flatMap(s => s ?? []),
  );
  const facts = new PolicyFactsInTime(options);
  const report = reporter(logger);
  const timers: NodeJS.Timeout[] = [];
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
            reject(policyFailure(policy, last));
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
      timers.push(
        setTimeout(
          () => reject(policyTooLate({ policy, progress: last, limitMs })),
          limitMs,
        ),
        // Conditions that were held back as outdated start to count after a while, without an event.
        setInterval(() => judge(), SETTLE_MS / 4),
      );
    });
  } finally {
    timers.forEach(timer => clearTimeout(timer));
    end.abort();
  }
}

/** Logs each node when its state changes. */
function reporter(logger: Pick<LoggerService, 'info' | 'warn'>) {
  const reported = new Map<string, string>();
  return (progress: PolicyProgress) => {
    for (const node of progress.nodes) {
      const text = describeNode(node);
      if (reported.get(node.node) !== text) {
        reported.set(node.node, text);
        const isBad = ['failed', 'retrying', 'aborted', 'ignored'].includes(
          node.state,
        );
        logger[isBad ? 'warn' : 'info'](nodeLine(node, progress));
      }
    }
  };
}
