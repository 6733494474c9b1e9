import {
  KubeObject,
  PolicyFacts,
  formatObject,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PolicyFailedError } from './policyFailure';
import { generationOf } from './policyKinds';

/**
 * How long conditions that are identical to those of the previous generation are taken to be outdated. Until 0.85,
 * kubernetes-nmstate set the new generation of an enactment a moment before it reset the conditions.
 */
export const SETTLE_MS = 10_000;

/** A policy and its enactments before the change: identical conditions after it may be outdated. */
export interface PolicySnapshot {
  policy?: KubeObject;
  enactments: KubeObject[];
}

interface Options {
  policy: KubeObject;
  before?: PolicySnapshot;
}

/** Collects the facts about a policy as they arrive, and marks the outdated ones. */
export class PolicyFactsInTime {
  readonly #options: Options;
  #policy?: KubeObject;
  #enactments?: KubeObject[];
  #nodes?: { list: KubeObject[] | undefined };
  readonly #firstSeen = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  takePolicy([found]: KubeObject[]): void {
    const { policy } = this.#options;
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
    this.#policy = found;
  }

  takeEnactments(found: KubeObject[]): void {
    this.#enactments = found;
  }

  takeNodes(list: KubeObject[] | undefined): void {
    this.#nodes = { list };
  }

  /** Undefined until everything has been read once. */
  current(): PolicyFacts | undefined {
    const policy = this.#policy;
    const enactments = this.#enactments;
    const nodes = this.#nodes;
    if (!policy || !enactments || !nodes) {
      return undefined;
    }
    const { before } = this.#options;
    return {
      policy,
      enactments,
      nodes: nodes.list,
      ...(before && {
        stale: {
          policy: this.#isStale(policy, before.policy),
          enactments: new Set(
            enactments
              .filter(enactment =>
                this.#isStale(
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

  #isStale(now: KubeObject, before: KubeObject | undefined): boolean {
    const conditions = conditionsOf(now);
    if (!before || conditions === '' || conditions !== conditionsOf(before)) {
      return false;
    }
    const key = `${formatObject(now)} ${conditions}`;
    const since = this.#firstSeen.get(key) ?? Date.now();
    this.#firstSeen.set(key, since);
    // A new policy has no earlier generation: these enactments belong to a deleted one.
    const isNew = this.#options.before?.policy === undefined;
    return isNew || Date.now() - since < SETTLE_MS;
  }
}

function conditionsOf(object: KubeObject): string {
  const { conditions } = isRecord(object.status) ? object.status : {};
  return Array.isArray(conditions) && conditions.length > 0
    ? JSON.stringify(conditions)
    : '';
}
