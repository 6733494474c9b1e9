import {
  KubeObject,
  POLICY_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Kind,
  ObjectVersion,
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
  /** Runs before each deletion. */
  onDelete: (name: string) => void = () => {};
  /** The objects of the cluster, by name. */
  readonly objects = new Map<string, KubeObject>();

  readonly client: ClusterClient = {
    cluster: 'demo',
    actingAs: 'Backstage',
    read: async ({ name }) => this.objects.get(name),
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
    delete: async version => this.#delete(version),
    denied: async () => [],
    close: async () => {},
  };

  /** The names of all objects that were written, in order. */
  get names(): string[] {
    return [...this.objects.keys()];
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
    this.objects.set(name, applied);
    if (object.kind === POLICY_KIND) {
      this.onPolicy();
    }
    return applied;
  }

  #delete({ id, uid, resourceVersion }: ObjectVersion) {
    const { name } = id;
    this.onDelete(name);
    const found = this.objects.get(name);
    if (!found) {
      return 'unchanged' as const;
    }
    const { metadata } = found as { metadata: Record<string, unknown> };
    if (metadata.uid !== uid || metadata.resourceVersion !== resourceVersion) {
      throw new ApiError({ status: 409, reason: 'Conflict', message: 'stale' });
    }
    this.events.push(`delete ${name}`);
    this.objects.delete(name);
    return 'deleted' as const;
  }

  #list({ kind, fieldSelector, labelSelector }: Kind): KubeObject[] {
    const wanted = (fieldSelector ?? labelSelector)?.split('=')[1];
    const policies = [...this.objects.values()].filter(
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
