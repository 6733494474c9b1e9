import {
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  formatChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { NotAllowedError } from '@backstage/errors';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  ClusterClient,
  Kind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ApplyOptions } from './ApplyRun';
import { applyPreviewed } from './applyPreviewed';
import { PreviewEntry } from './previewApply';

// Not a bound on speed: a policy's turn is waited for in earnest.
jest.setTimeout(60_000);

const NODE = 'worker-1';
const policy = (name: string): KubeObject => ({
  apiVersion: POLICY_API_VERSION,
  kind: POLICY_KIND,
  metadata: { name },
  spec: { nodeSelector: { hardware: 'c7000' } },
});
const network = (name: string): KubeObject => ({
  apiVersion: NETWORK_API_VERSION,
  kind: NETWORK_KIND,
  metadata: { name, namespace: 'demo' },
  spec: { config: '{}' },
});
const ready = (type: string) => ({
  conditions: [{ type, status: 'True', reason: 'x', message: '' }],
});

/** A cluster of one node, which follows each policy at once; `events` says what happened, in order. */
class FakeCluster {
  readonly events: string[] = [];
  /** How often a policy is refused as busy before it is taken. */
  busy = 0;
  private readonly objects = new Map<string, KubeObject>();

  readonly client: ClusterClient = {
    cluster: 'demo',
    actingAs: 'Backstage',
    read: async ({ name }) => this.objects.get(name),
    list: async <T>(kind: Kind) => ({
      items: this.list(kind) as T[],
      resourceVersion: '1',
    }),
    watch: (_kind, { signal }) =>
      new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
      }),
    apply: async object => ({
      object: this.apply(object),
      existedBefore: false,
    }),
    denied: async () => [],
    close: async () => {},
  };

  private apply(object: KubeObject): KubeObject {
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

  private list({ kind, fieldSelector, labelSelector }: Kind): KubeObject[] {
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

describe('what is asked again during an apply', () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
  });

  const logger = { info() {}, warn() {}, debug() {} };
  const created = (object: KubeObject): PreviewEntry => ({
    object,
    action: 'created',
  });
  const apply = async (
    entries: PreviewEntry[],
    more: Partial<ApplyOptions> = {},
  ) => {
    const result = await applyPreviewed(
      {
        client: cluster.client,
        fieldManager: 'backstage',
        logger,
        waitLimitMs: 60_000,
        busyLimitMs: 60_000,
        stillAllowed: async () => {
          cluster.events.push('ask');
        },
        ...more,
      },
      entries,
    );
    return {
      ...result,
      changes: result.changes.map(formatChange),
      message: result.failure?.message,
    };
  };
  /** Allowed a number of times, and then no more. */
  const allowed = (times: number) => {
    let left = times;
    return async () => {
      cluster.events.push('ask');
      if (left === 0) {
        throw new NotAllowedError('user:default/guest may not use VLAN 1085');
      }
      left -= 1;
    };
  };

  it('is asked before the networks, once for all of them, and after the nodes have followed', async () => {
    const entries = [policy('p'), network('a'), network('b')].map(created);
    const { failure } = await apply(entries);
    expect(failure).toBeUndefined();
    expect(cluster.events).toEqual([
      ...['ask', 'write p'],
      ...['ask', 'write a', 'write b'],
    ]);
  });

  it('ends the run where it is refused meanwhile, and tells what was written', async () => {
    const entries = [policy('p'), network('a'), network('b')].map(created);
    const result = await apply(entries, { stillAllowed: allowed(1) });
    expect(cluster.events).toEqual(['ask', 'write p', 'ask']);
    expect(result).toMatchObject({
      message: 'user:default/guest may not use VLAN 1085',
      changes: [
        'NodeNetworkConfigurationPolicy/p: created',
        'NetworkAttachmentDefinition/demo/a: skipped',
        'NetworkAttachmentDefinition/demo/b: skipped',
      ],
      unknown: [],
      policies: [{ name: 'p', progress: { verdict: 'configured' } }],
    });
    expect(result.undo.join('\n')).toContain('kubectl delete');
  });

  it('is asked between two policies', async () => {
    const entries = [policy('p'), policy('q')].map(created);
    const { changes } = await apply(entries, { stillAllowed: allowed(1) });
    expect(cluster.events).toEqual(['ask', 'write p', 'ask']);
    expect(changes).toEqual([
      'NodeNetworkConfigurationPolicy/p: created',
      'NodeNetworkConfigurationPolicy/q: skipped',
    ]);
  });

  it('is asked again when a policy has waited for its turn', async () => {
    cluster.busy = 1;
    const { message, unknown } = await apply([created(policy('p'))], {
      stillAllowed: allowed(1),
    });
    expect(cluster.events).toEqual(['ask', 'busy p', 'ask']);
    expect(message).toBe('user:default/guest may not use VLAN 1085');
    expect(unknown).toEqual([]);
  });

  it('is not asked where nothing is to be written', async () => {
    const written = await cluster.client.apply(policy('p'), {
      fieldManager: 'backstage',
      dryRun: false,
    });
    cluster.events.length = 0;
    const { changes } = await apply([
      { object: policy('p'), live: written.object, action: 'unchanged' },
      {
        object: network('a'),
        live: network('a'),
        drift: [],
        action: 'unchanged',
      },
    ]);
    expect(cluster.events).toEqual([]);
    expect(changes.every(change => change.endsWith(': unchanged'))).toBe(true);
  });

  it('need not be asked at all', async () => {
    await apply([created(network('a'))], { stillAllowed: undefined });
    expect(cluster.events).toEqual(['write a']);
  });
});
