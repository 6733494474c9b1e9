import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ApiError,
  ClusterClient,
  ConnectionError,
  Kind,
  WatchEvent,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { isSelected } from './isSelected';

/** How a read fails: an HTTP status, an error, no answer at all, or a list that lacks objects. */
export type Fault = number | Error | 'hang' | 'empty' | 'half' | 'cut';

interface Watcher {
  kind: string;
  onEvent: (event: WatchEvent) => void;
  end: (error?: Error) => void;
  isSilent: boolean;
  silence?: NodeJS.Timeout;
}

/**
 * A cluster in memory that reads, lists and watches as an API server does: each change has a version, a watch starts
 * from a version, and old versions are forgotten. A test can make it fail in every way that a real one does.
 */
export class FakeCluster {
  readonly objects = new Map<string, KubeObject>();
  /** How the next lists of a kind fail, in order. */
  readonly faults = new Map<string, Fault[]>();
  /** How each read of a kind, or of `<kind> of <namespace>`, fails. */
  readonly permanentFaults: Map<string, Fault>;
  /** Every read, as `<kind>` or `<kind> of <namespace>`. */
  readonly reads: string[];
  lists = 0;
  #version = 1;
  #forgotten = 0;
  #log: Array<{ version: number; kind: string; event: WatchEvent }> = [];
  #watchers = new Set<Watcher>();

  /** @param shared - Records that several clusters share. */
  constructor(
    shared: { permanentFaults?: Map<string, Fault>; reads?: string[] } = {},
  ) {
    this.permanentFaults = shared.permanentFaults ?? new Map();
    this.reads = shared.reads ?? [];
  }

  put(object: KubeObject): void {
    const key = keyOf(object);
    const type = this.objects.has(key) ? 'modified' : 'added';
    const versioned = this.#stamp(object);
    this.objects.set(key, versioned);
    this.#publish(type, versioned);
  }

  remove(kind: string, namespace: string, name: string): void {
    const key = `${kind}/${namespace}/${name}`;
    const object = this.objects.get(key);
    if (object) {
      this.objects.delete(key);
      this.#publish('deleted', this.#stamp(object));
    }
  }

  of(kind: string): KubeObject[] {
    return [...this.objects.values()].filter(object => object.kind === kind);
  }

  /** Ends all watches, as the restart of a server does. */
  dropWatches(): void {
    [...this.#watchers].forEach(({ end }) =>
      end(new ConnectionError('socket hang up')),
    );
  }

  /** Keeps all watches open but sends no more events, until the client notices. */
  silenceWatches(): void {
    this.#watchers.forEach(watcher =>
      Object.assign(watcher, { isSilent: true }),
    );
  }

  /** Forgets all versions: a watch that has not seen them has to list again. */
  forget(): void {
    this.#version += 1;
    this.#forgotten = this.#version;
    this.#log = [];
  }

  client(
    options: { silenceMs?: number; signal?: AbortSignal } = {},
  ): ClusterClient {
    const { silenceMs = 20, signal } = options;
    const client: Partial<ClusterClient> = {
      cluster: 'demo',
      actingAs: 'a test',
      read: async id => {
        await this.#recordRead(id, signal);
        return this.#selected(id).find(
          ({ metadata }) => metadata.name === id.name,
        );
      },
      list: async <T>(
        kind: Kind,
        keep: (object: KubeObject) => T = object => object as T,
      ) => {
        await this.#recordRead(kind, signal);
        return this.#list(kind, keep);
      },
      watch: (kind, watch) => this.#watch(kind, watch, silenceMs),
      close: async () => {},
    };
    return client as ClusterClient;
  }

  async #recordRead(kind: Kind, signal?: AbortSignal): Promise<void> {
    const name = [kind.kind, kind.namespace].filter(Boolean).join(' of ');
    this.reads.push(name);
    const fault = this.permanentFaults.get(name);
    if (fault === 'hang') {
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    }
    throwFault(fault);
  }

  #selected(kind: Kind): KubeObject[] {
    return [...this.objects.values()].filter(object =>
      isSelected(object, kind),
    );
  }

  async #list<T>(kind: Kind, keep: (object: KubeObject) => T) {
    this.lists += 1;
    const fault = this.faults.get(kind.kind)?.shift();
    // The answer is as of now, and takes a while.
    const items = this.#selected(kind).map(keep);
    const resourceVersion = String(this.#version);
    await new Promise(done => setImmediate(done));
    throwFault(fault);
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

  #publish(type: WatchEvent['type'], object: KubeObject): void {
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

function throwFault(fault: Fault | undefined): void {
  if (fault instanceof Error) {
    throw fault;
  }
  if (typeof fault === 'number') {
    throw new ApiError({
      status: fault,
      reason: '',
      message: `HTTP ${fault}`,
    });
  }
}
