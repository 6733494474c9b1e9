import {
  KubeObject,
  POLICY_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  ConnectionError,
  Kind,
  WatchEvent,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** What the next list of a kind answers instead of what there is. */
export type Fault = 403 | 404 | 410 | 500 | 'empty' | 'half' | 'cut';

interface Watcher {
  kind: string;
  onEvent: (event: WatchEvent) => void;
  end: (error?: Error) => void;
  isSilent: boolean;
  silence?: NodeJS.Timeout;
}

/**
 * A cluster in memory that lists and watches as an API server does: versions grow, a watch goes on from one, and old ones
 * are forgotten. It can be told to fail in every way that one does.
 */
export class FakeCluster {
  readonly objects = new Map<string, KubeObject>();
  readonly faults = new Map<string, Fault[]>();
  lists = 0;
  #version = 1;
  #forgotten = 0;
  #log: Array<{ version: number; kind: string; event: WatchEvent }> = [];
  #watchers = new Set<Watcher>();

  put(object: KubeObject): void {
    const key = keyOf(object);
    const type = this.objects.has(key) ? 'modified' : 'added';
    const versioned = this.#stamp(object);
    this.objects.set(key, versioned);
    this.#tell(type, versioned);
  }

  remove(kind: string, namespace: string, name: string): void {
    const key = `${kind}/${namespace}/${name}`;
    const object = this.objects.get(key);
    if (object) {
      this.objects.delete(key);
      this.#tell('deleted', this.#stamp(object));
    }
  }

  of(kind: string): KubeObject[] {
    return [...this.objects.values()].filter(object => object.kind === kind);
  }

  /** Ends all watches, as a server that is restarted does. */
  dropWatches(): void {
    [...this.#watchers].forEach(({ end }) =>
      end(new ConnectionError('socket hang up')),
    );
  }

  /** Watches that stay open and say nothing, until they are found out. */
  silenceWatches(): void {
    this.#watchers.forEach(watcher =>
      Object.assign(watcher, { isSilent: true }),
    );
  }

  /** What a watcher has not seen by now, it has to list. */
  forget(): void {
    this.#version += 1;
    this.#forgotten = this.#version;
    this.#log = [];
  }

  client(options: { silenceMs?: number } = {}): ClusterClient {
    return {
      cluster: 'demo',
      actingAs: 'a test',
      list: (kind: Kind, cut?: (object: KubeObject) => KubeObject) =>
        this.#list(kind, cut ?? (object => object)),
      watch: (kind: Kind, watch: Parameters<ClusterClient['watch']>[1]) =>
        this.#watch(kind, watch, options.silenceMs ?? 20),
      close: async () => {},
    } as Partial<ClusterClient> as ClusterClient;
  }

  async #list(kind: Kind, cut: (object: KubeObject) => KubeObject) {
    this.lists += 1;
    const fault = this.faults.get(kind.kind)?.shift();
    // At once, as what there is; the answer takes a while.
    const items = this.of(kind.kind).map(cut);
    const resourceVersion = String(this.#version);
    await new Promise(done => setImmediate(done));
    if (typeof fault === 'number') {
      throw new ApiError({
        status: fault,
        reason: '',
        message: `HTTP ${fault}`,
      });
    }
    switch (fault) {
      case 'half':
        throw new ConnectionError('The list is not whole');
      case 'empty':
        return { items: [], resourceVersion };
      case 'cut':
        return {
          items: items.slice(0, Math.ceil(items.length / 2)),
          resourceVersion,
        };
      default:
        return { items, resourceVersion };
    }
  }

  #watch(
    kind: Kind,
    options: Parameters<ClusterClient['watch']>[1],
    silenceMs: number,
  ): Promise<void> {
    const from = Number(options.resourceVersion);
    if (from < this.#forgotten) {
      return Promise.reject(
        new ApiError({ status: 410, reason: 'Expired', message: 'too old' }),
      );
    }
    return new Promise((resolve, reject) => {
      const watcher: Watcher = {
        kind: kind.kind,
        isSilent: false,
        onEvent: options.onEvent,
        end: error => {
          this.#watchers.delete(watcher);
          clearInterval(watcher.silence);
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        },
      };
      watcher.silence = setInterval(
        () => watcher.isSilent && watcher.end(new ConnectionError('silent')),
        silenceMs,
      );
      this.#watchers.add(watcher);
      options.signal?.addEventListener('abort', () =>
        watcher.end(options.signal!.reason),
      );
      this.#log
        .filter(entry => entry.version > from && entry.kind === kind.kind)
        .forEach(({ event }) => options.onEvent(event));
    });
  }

  #stamp(object: KubeObject): KubeObject {
    this.#version += 1;
    return {
      ...object,
      metadata: {
        ...object.metadata,
        resourceVersion: String(this.#version),
      } as KubeObject['metadata'],
    };
  }

  #tell(type: WatchEvent['type'], object: KubeObject): void {
    const event = { type, object };
    this.#log.push({ version: this.#version, kind: object.kind, event });
    for (const { kind, onEvent, isSilent } of [...this.#watchers]) {
      if (kind === object.kind && !isSilent) {
        onEvent(event);
      }
    }
  }
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

export const sample = {
  namespace: (name: string, annotations = {}): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations },
  }),
  policy: (id: number): KubeObject => ({
    apiVersion: 'nmstate.io/v1',
    kind: POLICY_KIND,
    metadata: { name: `vlan-${id}` },
    spec: {
      desiredState: {
        interfaces: [
          { name: `eno49.${id}`, type: 'vlan', vlan: { id } },
          {
            name: `bridge-${id}`,
            type: 'linux-bridge',
            bridge: { port: [{ name: `eno49.${id}` }] },
          },
        ],
      },
    },
  }),
  network: (namespace: string, id: number, bridge = id): KubeObject => ({
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { namespace, name: `nad-${id}` },
    spec: {
      config: JSON.stringify({
        name: `nad-${id}`,
        type: 'cnv-bridge',
        bridge: `bridge-${bridge}`,
      }),
    },
  }),
  vm: (
    namespace: string,
    name: string,
    ids: number[],
    annotations = {},
  ): KubeObject => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { namespace, name, annotations },
    spec: {
      runStrategy: 'Always',
      template: {
        spec: {
          networks: ids.map(id => ({
            name: `nic-${id}`,
            multus: { networkName: `nad-${id}` },
          })),
        },
      },
    },
  }),
};
