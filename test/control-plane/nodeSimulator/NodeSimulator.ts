import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, type ApiObject } from './apiClient.ts';
import type { NmstateChecker } from './NmstateChecker.ts';
import { networkState } from './networkState.ts';
import type { Outcome } from './outcomes.ts';
import { ENACTMENTS, NODES, POLICIES, STATES } from './paths.ts';
import { PolicyRun } from './PolicyRun.ts';
import type { Topology, TopologyNode } from './topology.ts';

const WATCH_SECONDS = 300;
const PAUSE_MS = 200;

export interface SimulatorOptions {
  /** Of an administrator, with a client certificate. */
  kubeconfig: string;
  topology: Topology;
  /** Judges every desired state; without it, none is refused. */
  checker?: NmstateChecker;
  /** How long each node takes unless an outcome says otherwise. Default: 10 ms. */
  delayMs?: number;
  log?: (line: string) => void;
}

/**
 * Replaces the handlers of kubernetes-nmstate 0.86, of which a real cluster has one on each node: it
 * registers nodes and their network state, and gives policies and enactments the status that handlers would.
 */
export class NodeSimulator {
  readonly options: SimulatorOptions;
  readonly api: ApiClient;
  readonly nodes: Map<string, TopologyNode>;
  readonly #end = new AbortController();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #runs = new Map<string, PolicyRun>();
  /** By node: the interfaces that policies made. */
  readonly #configured = new Map<string, Record<string, any>[]>();
  #following?: Promise<void>;

  private constructor(options: SimulatorOptions) {
    this.options = options;
    this.api = new ApiClient(options.kubeconfig);
    this.nodes = new Map(options.topology.nodes.map(node => [node.name, node]));
  }

  static async start(options: SimulatorOptions): Promise<NodeSimulator> {
    const simulator = new NodeSimulator(options);
    const { checker, log = () => {} } = options;
    log(
      `simulated: ${[...simulator.nodes.keys()].join(
        ', ',
      )} and kubernetes-nmstate on them. No packet flows: a policy succeeds unless an outcome says otherwise${
        checker ? ' or nmstate’s parser refuses it' : ''
      }.`,
    );
    for (const node of simulator.nodes.values()) {
      await simulator.#register(node);
    }
    simulator.#following = simulator.#follow();
    return simulator;
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Scripts the outcome of a policy from its next generation on; `*` is any other policy. */
  script(policy: string, outcome: Outcome): void {
    this.#outcomes.set(policy, outcome);
  }

  outcomeOf(policy: string): Outcome {
    return this.#outcomes.get(policy) ?? this.#outcomes.get('*') ?? {};
  }

  /** Makes a node Ready, or not. */
  async setReady(name: string, ready: boolean): Promise<void> {
    const node = this.nodes.get(name)!;
    node.ready = ready;
    await this.#register(node);
  }

  /** Sets the labels of a node, by which policies find it. */
  async setLabels(name: string, labels: Record<string, string>): Promise<void> {
    const node = this.nodes.get(name)!;
    const gone = Object.keys(node.labels).filter(key => !(key in labels));
    node.labels = labels;
    await this.api.call('PATCH', `${NODES}/${name}`, {
      metadata: {
        labels: {
          ...Object.fromEntries(gone.map(key => [key, null])),
          ...labels,
        },
      },
    });
  }

  /** Adds the interfaces of a policy to a node and to its reported state. */
  async configure(
    name: string,
    interfaces: Record<string, any>[],
  ): Promise<void> {
    const kept = (this.#configured.get(name) ?? []).filter(
      iface => !interfaces.some(other => other.name === iface.name),
    );
    this.#configured.set(name, [...kept, ...interfaces]);
    await this.#register(this.nodes.get(name)!);
  }

  /** Resets the nodes: interfaces outlive their policy, and would pile up. */
  forget(): void {
    this.#configured.clear();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    this.#runs.forEach(run => run.stop());
    await this.#following?.catch(() => {});
    this.api.close();
  }

  async #register(node: TopologyNode): Promise<void> {
    const { name, labels, ready = true, interfaces } = node;
    const configured = this.#configured.get(name) ?? [];
    const bridges = configured.filter(
      ({ type, state }) => type === 'linux-bridge' && state === 'up',
    );
    const stored = await this.api.put(NODES, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
      status: {
        conditions: [
          {
            type: 'Ready',
            status: ready ? 'True' : 'Unknown',
            reason: ready ? 'KubeletReady' : 'NodeStatusUnknown',
            message: '',
            lastHeartbeatTime: now(),
            lastTransitionTime: now(),
          },
        ],
        addresses: interfaces
          .flatMap(({ address }) => address?.split('/')[0] ?? [])
          .map(address => ({ type: 'InternalIP', address })),
        // What bridge-marker publishes.
        capacity: Object.fromEntries(
          bridges.map(bridge => [
            `bridge.network.kubevirt.io/${bridge.name}`,
            '1k',
          ]),
        ),
      },
    });
    await this.api.put(STATES, {
      apiVersion: 'nmstate.io/v1beta1',
      kind: 'NodeNetworkState',
      metadata: {
        name,
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name, uid: stored.metadata.uid },
        ],
      } as ApiObject['metadata'],
      status: {
        currentState: networkState(node, configured),
        lastSuccessfulUpdateTime: now(),
      },
    });
  }

  /** List and watch, and again after every end. */
  async #follow(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        const list = await this.api.call('GET', POLICIES);
        list.items.forEach((policy: ApiObject) => this.#take('ADDED', policy));
        await this.api.watch(
          `${POLICIES}?watch=true&timeoutSeconds=${WATCH_SECONDS}&resourceVersion=${list.metadata.resourceVersion}`,
          (type, policy) => this.#take(type, policy),
          this.signal,
        );
      } catch (error) {
        if (!this.signal.aborted) {
          this.options.log?.(`simulator: ${error}`);
          await sleep(PAUSE_MS);
        }
      }
    }
  }

  #take(type: string, policy: ApiObject): void {
    const { name, generation } = policy.metadata;
    const running = this.#runs.get(name);
    if (type === 'DELETED') {
      running?.stop();
      this.#runs.delete(name);
      this.#removeEnactments(name).catch(error => this.#report(error));
      return;
    }
    if (!['ADDED', 'MODIFIED'].includes(type)) {
      return;
    }
    const isKnown =
      running?.uid === policy.metadata.uid &&
      running?.generation === generation;
    if (!isKnown) {
      running?.stop();
      const run = new PolicyRun(this, policy);
      this.#runs.set(name, run);
      run.done.catch(error => this.#report(error));
    }
  }

  #report(error: Error): void {
    if (!this.signal.aborted) {
      this.options.log?.(`simulator: ${error.message}`);
    }
  }

  async #removeEnactments(policy: string): Promise<void> {
    const { items } = await this.api.call(
      'GET',
      `${ENACTMENTS}?labelSelector=nmstate.io/policy=${policy}`,
    );
    await Promise.all(
      items.map(({ metadata }: ApiObject) =>
        this.api.call('DELETE', `${ENACTMENTS}/${metadata.name}`),
      ),
    );
  }
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
