import {
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  Kind,
  ObjectVersion,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

const NODE = 'worker-1';
export const policy = (name: string): KubeObject => ({
  apiVersion: POLICY_API_VERSION,
  kind: POLICY_KIND,
  metadata: { name },
  spec: { nodeSelector: { hardware: 'c7000' } },
});
export const network = (name: string): KubeObject => ({
  apiVersion: NETWORK_API_VERSION,
  kind: NETWORK_KIND,
  metadata: { name, namespace: 'demo' },
  spec: { config: '{}' },
});
const ready = (type: string) => ({
  conditions: [{ type, status: 'True', reason: 'x', message: '' }],
});

/** A cluster of one node, which follows each policy at once; `events` says what happened, in order. */
export class FakeCluster {
  readonly events: string[] = [];
  /** How often a policy is refused as busy before it is taken. */
  busy = 0;
  readonly objects = new Map<string, KubeObject>();
  /** Happens before each deletion. */
  onDelete: (name: string) => void = () => {};

  readonly client: ClusterClient = {
    cluster: 'demo',
    actingAs: 'Backstage',
    read: async ({ name }) => this.objects.get(name),
    list: async kind => ({ items: this.#list(kind), resourceVersion: '1' }),
    watch: (_kind, { signal }) =>
      new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
      }),
    apply: async object => ({
      object: this.#apply(object),
      existedBefore: false,
    }),
    delete: async version => this.#delete(version),
    denied: async () => [],
    close: async () => {},
  };

  #apply(object: KubeObject): KubeObject {
    const { name } = object.metadata;
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
    const applied = {
      ...object,
      metadata: { ...object.metadata, generation: 1 },
    };
    this.objects.set(name, applied);
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
    const name = (fieldSelector ?? labelSelector ?? '').split('=')[1];
    const found = this.objects.get(name);
    switch (kind) {
      case 'Node':
        return [
          {
            apiVersion: 'v1',
            kind,
            metadata: { name: NODE, labels: { hardware: 'c7000' } },
            status: ready('Ready'),
          },
        ];
      case POLICY_KIND:
        return found ? [found] : [];
      default:
        return found
          ? [
              {
                apiVersion: 'nmstate.io/v1beta1',
                kind,
                metadata: { name: `${NODE}.${name}` },
                status: { policyGeneration: 1, ...ready('Available') },
              },
            ]
          : [];
    }
  }
}
