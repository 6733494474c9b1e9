import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, ApiObject } from './apiClient.ts';
import {
  type Condition,
  type EnactmentState,
  enactmentConditions,
  policyConditions,
  unknownConditions,
} from './conditions.ts';
import type { NmstateChecker } from './NmstateChecker.ts';
import { type Outcome, failureMessage } from './outcomes.ts';
import { ENACTMENTS, POLICIES } from './paths.ts';
import type { TopologyNode } from './topology.ts';

/** RetriesUntilFail of kubernetes-nmstate's controllers/handler. */
const TRIES = 5;
const DELAY_MS = 10;

/** What a run needs from its simulator. */
export interface SimulatedNodes {
  readonly api: ApiClient;
  readonly nodes: Map<string, TopologyNode>;
  readonly options: { checker?: NmstateChecker; delayMs?: number };
  outcomeOf(policy: string): Outcome;
  configure(node: string, interfaces: Record<string, any>[]): Promise<void>;
}

/** One generation of one policy, from its appearance to the end on all nodes. */
export class PolicyRun {
  readonly uid: string;
  readonly generation: number;
  readonly done: Promise<void>;
  readonly #simulator: SimulatedNodes;
  readonly #policy: ApiObject;
  readonly #end = new AbortController();
  readonly #name: string;
  readonly #outcome: Outcome;
  readonly #states = new Map<string, EnactmentState>();
  #conditions: Condition[];
  /** Status writes run one after the other, because the last one counts. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(simulator: SimulatedNodes, policy: ApiObject) {
    this.#simulator = simulator;
    this.#policy = policy;
    this.uid = policy.metadata.uid!;
    this.generation = policy.metadata.generation!;
    this.#name = policy.metadata.name;
    this.#outcome = simulator.outcomeOf(this.#name);
    this.#conditions = policy.status?.conditions ?? [];
    this.done = this.#run().catch(error => {
      if (!this.#end.signal.aborted && error.status !== 404) {
        throw error;
      }
    });
  }

  stop(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { staleMs = 0 } = this.#outcome;
    const matching = this.#matching();
    const working = matching.filter(node => node.ready ?? true);
    await this.#removeOthers(matching);
    if (staleMs === 0) {
      await this.#writePolicy(unknownConditions());
    }
    if (matching.length === 0) {
      await this.#update();
      return;
    }
    // All nodes begin at once; `maxUnavailable` of them continue, and the others wait.
    await Promise.all(working.map(node => this.#begin(node)));
    if (staleMs > 0) {
      await this.#pause(staleMs);
    }
    await this.#update();
    const queue = working.values();
    const limit = this.#maxUnavailable(matching.length);
    await Promise.all(
      Array.from({ length: limit }, async () => {
        for (const node of queue) {
          await this.#configure(node, limit);
        }
      }),
    );
    await this.#update();
  }

  #matching(): TopologyNode[] {
    const selector = Object.entries<string>(
      this.#policy.spec?.nodeSelector ?? {},
    );
    return [...this.#simulator.nodes.values()].filter(
      ({ name, labels }) =>
        !this.#outcome.noHandler?.includes(name) &&
        selector.every(([key, value]) => labels[key] === value),
    );
  }

  /** ScaledMaxUnavailableNodeCount: a percentage of the nodes, rounded up; at least 1. */
  #maxUnavailable(nodes: number): number {
    const value = this.#policy.spec?.maxUnavailable ?? '50%';
    const count =
      typeof value === 'number'
        ? value
        : Math.ceil((nodes * Number.parseInt(value, 10)) / 100);
    return Math.max(1, count);
  }

  async #begin(node: TopologyNode): Promise<void> {
    const { staleEnactmentMs = 0 } = this.#outcome;
    const name = `${node.name}.${this.#name}`;
    const stored = await this.#simulator.api.find(`${ENACTMENTS}/${name}`);
    if (stored && staleEnactmentMs > 0) {
      await this.#writeEnactment(node, stored.status?.conditions ?? []);
      await this.#pause(staleEnactmentMs);
    }
    await this.#set(node, 'empty');
  }

  async #configure(node: TopologyNode, limit: number): Promise<void> {
    const { hang = [], fail = {}, failFirst = {} } = this.#outcome;
    const failed = [...this.#states.values()].filter(s => s === 'failed');
    if (failed.length >= limit) {
      await this.#set(
        node,
        'aborted',
        `reconciliation of enactment "${node.name}.${this.#name}" has aborted`,
      );
      return;
    }
    const refusal = await this.#simulator.options.checker?.check(
      this.#policy.spec.desiredState,
    );
    const error = fail[node.name] ?? refusal;
    const failures = error ? TRIES : failFirst[node.name] ?? 0;
    for (let tries = 1; ; tries += 1) {
      await this.#set(node, 'progressing', 'Applying desired state');
      await this.#update();
      await this.#pause(this.#outcome.delayMs ?? this.#delay());
      if (hang.includes(node.name)) {
        await this.#pause();
      }
      if (tries > failures) {
        await this.#simulator.configure(
          node.name,
          this.#policy.spec.desiredState?.interfaces ?? [],
        );
        await this.#set(node, 'available', 'successfully reconciled');
        break;
      }
      if (tries === TRIES) {
        await this.#set(
          node,
          'failed',
          failureMessage(node.name, error ?? 'NmstateError: PluginFailure: '),
        );
        break;
      }
      await this.#set(
        node,
        'retrying',
        `failed to reconcile NodeNetworkConfigurationPolicy on node ${
          node.name
        }. Retrying ${tries + 1}/${TRIES}`,
      );
    }
    await this.#update();
  }

  #delay(): number {
    return this.#simulator.options.delayMs ?? DELAY_MS;
  }

  /** Waits for a time, or forever; ends with the run. */
  async #pause(ms = 2 ** 30): Promise<void> {
    await sleep(ms, undefined, { signal: this.#end.signal, ref: false });
  }

  async #set(
    node: TopologyNode,
    state: EnactmentState,
    message = '',
  ): Promise<void> {
    this.#states.set(node.name, state);
    await this.#writeEnactment(node, enactmentConditions(state, message));
  }

  async #writeEnactment(
    node: TopologyNode,
    conditions: Condition[],
  ): Promise<void> {
    this.#end.signal.throwIfAborted();
    await this.#simulator.api.put(ENACTMENTS, {
      apiVersion: 'nmstate.io/v1beta1',
      kind: 'NodeNetworkConfigurationEnactment',
      metadata: {
        name: `${node.name}.${this.#name}`,
        labels: {
          'nmstate.io/policy': this.#name,
          'nmstate.io/node': node.name,
        },
      },
      status: {
        policyGeneration: this.generation,
        desiredState: this.#policy.spec.desiredState,
        conditions,
      },
    });
  }

  /** The policy's own conditions, from what its nodes do. */
  #update(): Promise<void> {
    const matching = this.#matching();
    const count = (state: EnactmentState) =>
      [...this.#states.values()].filter(s => s === state).length;
    return this.#writePolicy(
      policyConditions(
        {
          matching: matching.length,
          ready: matching.filter(node => node.ready ?? true).length,
          available: count('available'),
          failed: count('failed'),
          aborted: count('aborted'),
          pending: count('pending'),
        },
        { before: this.#conditions, olderVersion: this.#outcome.olderVersion },
      ),
    );
  }

  #writePolicy(conditions: Condition[]): Promise<void> {
    const write = async () => {
      this.#end.signal.throwIfAborted();
      this.#conditions = conditions;
      await this.#simulator.api.call(
        'PATCH',
        `${POLICIES}/${this.#name}/status`,
        {
          status: { conditions },
        },
      );
    };
    const written = this.#writing.catch(() => {}).then(write);
    this.#writing = written;
    return written;
  }

  /** Nodes that no longer match lose their enactment. */
  async #removeOthers(matching: TopologyNode[]): Promise<void> {
    const { items } = await this.#simulator.api.call(
      'GET',
      `${ENACTMENTS}?labelSelector=nmstate.io/policy=${this.#name}`,
    );
    const names = matching.map(node => `${node.name}.${this.#name}`);
    await Promise.all(
      items
        .filter(({ metadata }: ApiObject) => !names.includes(metadata.name))
        .map(({ metadata }: ApiObject) =>
          this.#simulator.api.call('DELETE', `${ENACTMENTS}/${metadata.name}`),
        ),
    );
  }
}
