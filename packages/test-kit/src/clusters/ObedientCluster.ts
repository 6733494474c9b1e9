import {
  KubeObject,
  POLICY_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Kind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { namespace, node } from '../samples/nodes';

const NODE = 'worker-1';
const ENACTMENT_KIND = 'NodeNetworkConfigurationEnactment';

/** A cluster of one node, which has configured a policy as soon as it is written. */
export class ObedientCluster {
  /** Every write, and every write that was refused as busy, in order. */
  readonly events: string[] = [];
  /** How often a policy is refused as busy before it is accepted. */
  busy = 0;
  /** Runs when a policy was written. */
  onPolicy: () => void = () => {};
  readonly #written = new Map<string, KubeObject>();

  readonly client: ClusterClient = {
    cluster: 'demo',
    actingAs: 'Backstage',
    read: async ({ name }) => this.#written.get(name),
    list: async <T>(
      kind: Kind,
      keep: (object: KubeObject) => T = object => object as T,
    ) => ({ items: this.#list(kind).map(keep), resourceVersion: '1' }),
    watch: (_kind, { signal }) =>
      new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
      }),
    apply: async (object, { dryRun }) => ({
      object: this.#apply(object, dryRun),
      existedBefore: false,
    }),
    denied: async () => [],
    close: async () => {},
  };

  /** The names of all objects that were written, in order. */
  get names(): string[] {
    return [...this.#written.keys()];
  }

  #apply(object: KubeObject, dryRun: boolean): KubeObject {
    const { name } = object.metadata;
    const applied = {
      ...object,
      metadata: { ...object.metadata, generation: 1 },
    };
    if (dryRun) {
      return applied;
    }
    if (object.kind === POLICY_KIND && this.busy > 0) {
      this.busy -= 1;
      this.events.push(`busy ${name}`);
      throw new ApiError({
        status: 400,
        reason: '',
        message: `policy ${name} is still in progress`,
      });
    }
    this.events.push(`write ${name}`);
    this.#written.set(name, applied);
    if (object.kind === POLICY_KIND) {
      this.onPolicy();
    }
    return applied;
  }

  #list({ kind, fieldSelector, labelSelector }: Kind): KubeObject[] {
    const wanted = (fieldSelector ?? labelSelector)?.split('=')[1];
    const policies = [...this.#written.values()].filter(
      ({ kind: written, metadata }) =>
        written === POLICY_KIND &&
        (wanted === undefined || metadata.name === wanted),
    );
    switch (kind) {
      case 'Node':
        return [node({ name: NODE })];
      case 'Namespace':
        return [namespace('demo')];
      case POLICY_KIND:
        return policies;
      case ENACTMENT_KIND:
        return policies.map(({ metadata }) => ({
          apiVersion: 'nmstate.io/v1beta1',
          kind,
          metadata: { name: `${NODE}.${metadata.name}` },
          status: {
            policyGeneration: 1,
            conditions: [
              { type: 'Available', status: 'True', reason: 'x', message: '' },
            ],
          },
        }));
      default:
        return [];
    }
  }
}
