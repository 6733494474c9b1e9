import {
  KubeObject,
  PolicyFacts,
  formatObject,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PolicyFailedError } from './policyFailure';
import { generationOf } from './policyKinds';

/**
 * How long conditions that are those of an earlier generation, to the letter, are taken for just that. Until 0.85
 * kubernetes-nmstate gave an enactment its new generation a moment before it reset the conditions.
 */
export const SETTLE_MS = 10_000;

/** What a policy and its enactments said before it was changed: the same again may be nothing new. */
export interface PolicySnapshot {
  policy?: KubeObject;
  enactments: KubeObject[];
}

/** The facts as they come in, and which of them are old news. */
export class PolicyFactsInTime {
  private policy?: KubeObject;
  private enactments?: KubeObject[];
  private nodes?: { list: KubeObject[] | undefined };
  private readonly firstSeen = new Map<string, number>();

  constructor(
    private readonly options: {
      policy: KubeObject;
      before?: PolicySnapshot;
    },
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
    // A policy that was created has no earlier generation: what is there is of one that was deleted.
    const isNew = this.options.before?.policy === undefined;
    return isNew || Date.now() - since < SETTLE_MS;
  }
}

function conditionsOf(object: KubeObject): string {
  const { conditions } = isRecord(object.status) ? object.status : {};
  return Array.isArray(conditions) && conditions.length > 0
    ? JSON.stringify(conditions)
    : '';
}
