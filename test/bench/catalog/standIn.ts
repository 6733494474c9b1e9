// A process that replaces an API server for list, watch and discovery; plain HTTP, no rights,
// and no compression. It counts requests.
import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { now, serve } from './calls';
import {
  SERVED,
  Served,
  Size,
  networkName,
  networksPerNamespace,
  objectsOf,
  pathOf,
  virtualMachine,
} from './facts';

const BOOKMARK_MS = 60_000;
const KEPT_EVENTS = 20_000;

/** The requests to one path. */
export interface Count {
  lists: number;
  watches: number;
  other: number;
  bytes: number;
}

interface Collection {
  served: Served;
  /** Objects as JSON by `<namespace>/<name>`, in the order of etcd. */
  texts: Map<string, string>;
  watchers: Set<(type: string, text: string) => void>;
}

interface Event {
  path: string;
  version: number;
  type: string;
  text: string;
}

class ApiServer {
  readonly #collections = new Map<string, Collection>();
  #events: Event[] = [];
  #counts = new Map<string, Count>();
  #version = 1000;
  #size: Size | undefined;
  #held: Array<() => void> | undefined;
  #churning: NodeJS.Timeout | undefined;

  /** Starts a new cluster of that size and ends all watches of the previous one. */
  load(size: Size): { bytes: number; vmBytes: number } {
    this.#size = size;
    this.#events = [];
    this.#collections.clear();
    for (const served of Object.values(SERVED)) {
      this.#collections.set(pathOf(served), {
        served,
        texts: new Map(),
        watchers: new Set(),
      });
    }
    const all = [...objectsOf(size)].sort((a, b) =>
      keyOf(a) < keyOf(b) ? -1 : 1,
    );
    let bytes = 0;
    let vmBytes = 0;
    for (const object of all) {
      const text = this.#stamp(object);
      bytes += text.length;
      vmBytes += object.kind === SERVED.vms.kind ? text.length : 0;
      this.#of(object).texts.set(keyOf(object), text);
    }
    return { bytes, vmBytes: vmBytes / size.vms };
  }

  /** Holds every answer back until the release. */
  hold(): void {
    this.#held ??= [];
  }

  release(): number {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(go => go());
    return now();
  }

  /** Since the call before. */
  counted(): Record<string, Count> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts = new Map();
    return counts;
  }

  /** Changes of status alone, which a live cluster has all the time. */
  churn(perSecond: number): void {
    let i = 0;
    this.#churning = setInterval(() => {
      i = (i + 7919) % this.#size!.vms;
      const vm = this.#vm(i);
      const { conditions } = vm.status as { conditions: any[] };
      conditions[0].lastTransitionTime = new Date().toISOString();
      this.#put(vm);
    }, 1000 / perSecond);
  }

  calm(): void {
    clearInterval(this.#churning);
  }

  /** The first NIC of a VM moves to another network of its namespace. */
  move(i: number): { at: number; network: string } & Named {
    const vm = this.#vm(i);
    const { networks } = (vm.spec as any).template.spec;
    const [, before] = networks[0].multus.networkName.split('/');
    const home = i % this.#size!.namespaces;
    const names = Array.from(
      { length: networksPerNamespace(this.#size!) },
      (_, n) => networkName(this.#size!, home, n),
    );
    const after = names[(names.indexOf(before) + 1) % names.length];
    const { namespace, name } = vm.metadata as Named;
    const network = `${namespace}/${after}`;
    networks[0].multus.networkName = network;
    this.#put(vm);
    return { at: now(), network, namespace, name };
  }

  annotate(i: number, annotations: Record<string, string>) {
    const vm = this.#vm(i);
    Object.assign(vm.metadata.annotations!, annotations);
    this.#put(vm);
    const { namespace, name } = vm.metadata as Named;
    return { at: now(), namespace, name };
  }

  add(name: string): { at: number } & Named {
    const vm = virtualMachine(this.#size!, 0);
    vm.metadata.name = name;
    this.#put(vm);
    return { at: now(), namespace: vm.metadata.namespace!, name };
  }

  async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.#held) {
      await new Promise<void>(go => this.#held!.push(go));
    }
    const { pathname, searchParams } = new URL(req.url!, 'http://stand-in');
    const collection = this.#collections.get(pathname);
    const count = this.#counts.get(pathname) ?? {
      lists: 0,
      watches: 0,
      other: 0,
      bytes: 0,
    };
    this.#counts.set(pathname, count);
    const send = (status: number, text: string) => {
      count.bytes += Buffer.byteLength(text);
      res.writeHead(status, { 'content-type': 'application/json' }).end(text);
    };
    if (collection && searchParams.get('watch')) {
      count.watches += 1;
      this.#watch({ pathname, collection, searchParams, count, res });
    } else if (collection) {
      count.lists += 1;
      send(200, this.#list(collection, searchParams));
    } else {
      count.other += 1;
      const resources = this.#discover(pathname);
      send(
        resources ? 200 : 404,
        JSON.stringify(
          resources ?? { kind: 'Status', code: 404, reason: 'NotFound' },
        ),
      );
    }
  }

  #list({ served, texts }: Collection, query: URLSearchParams): string {
    const from = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? 0) || Infinity;
    const page = [...texts.values()].slice(from, from + limit);
    const left = texts.size - from - page.length;
    const metadata = {
      resourceVersion: String(this.#version),
      ...(left > 0 && {
        continue: String(from + page.length),
        remainingItemCount: left,
      }),
    };
    return `{"apiVersion":"${served.apiVersion}","kind":"${
      served.kind
    }List","metadata":${JSON.stringify(metadata)},"items":[${page.join(',')}]}`;
  }

  #watch(options: {
    pathname: string;
    collection: Collection;
    searchParams: URLSearchParams;
    count: Count;
    res: ServerResponse;
  }): void {
    const { pathname, collection, searchParams, res } = options;
    const from = Number(searchParams.get('resourceVersion') ?? 0);
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    const tell = (type: string, text: string) => {
      const line = `{"type":"${type}","object":${text}}\n`;
      // The counts may have been taken since the watch began.
      const count = this.#counts.get(pathname) ?? {
        ...{ lists: 0, watches: 0, other: 0, bytes: 0 },
      };
      count.bytes += Buffer.byteLength(line);
      this.#counts.set(pathname, count);
      res.write(line);
    };
    this.#events
      .filter(({ path, version }) => path === pathname && version > from)
      .forEach(({ type, text }) => tell(type, text));
    collection.watchers.add(tell);
    const { apiVersion, kind } = collection.served;
    const bookmarks = setInterval(
      () =>
        tell(
          'BOOKMARK',
          `{"apiVersion":"${apiVersion}","kind":"${kind}","metadata":{"resourceVersion":"${
            this.#version
          }"}}`,
        ),
      BOOKMARK_MS,
    );
    const seconds = Number(searchParams.get('timeoutSeconds') ?? 1800);
    const timeout = setTimeout(() => res.end(), seconds * 1000);
    res.on('close', () => {
      clearInterval(bookmarks);
      clearTimeout(timeout);
      collection.watchers.delete(tell);
    });
  }

  #discover(pathname: string): object | undefined {
    const groupVersion = pathname.replace(/^\/apis?\//, '');
    const resources = Object.values(SERVED as Record<string, Served>)
      .filter(({ apiVersion }) => apiVersion === groupVersion)
      .map(({ kind, plural, namespaced }) => ({
        name: plural,
        singularName: kind.toLocaleLowerCase('en-US'),
        namespaced,
        kind,
        verbs: ['get', 'list', 'watch'],
      }));
    return resources.length > 0
      ? { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources }
      : undefined;
  }

  #vm(i: number): KubeObject {
    const { texts } = this.#collections.get(pathOf(SERVED.vms))!;
    return JSON.parse(texts.get(keyOf(virtualMachine(this.#size!, i)))!);
  }

  #put(object: KubeObject): void {
    const path = pathOf(SERVED.vms);
    const { texts, watchers } = this.#collections.get(path)!;
    const key = keyOf(object);
    const type = texts.has(key) ? 'MODIFIED' : 'ADDED';
    const text = this.#stamp(object);
    texts.set(key, text);
    this.#events.push({ path, version: this.#version, type, text });
    if (this.#events.length > KEPT_EVENTS) {
      this.#events = this.#events.slice(KEPT_EVENTS / 2);
    }
    watchers.forEach(tell => tell(type, text));
  }

  #stamp(object: KubeObject): string {
    this.#version += 1;
    Object.assign(object.metadata, { resourceVersion: String(this.#version) });
    // Items of a built-in kind carry neither apiVersion nor kind; a watch's objects and custom ones do.
    return JSON.stringify(object);
  }

  #of({ kind }: KubeObject): Collection {
    return [...this.#collections.values()].find(
      ({ served }) => served.kind === kind,
    )!;
  }
}

interface Named {
  namespace: string;
  name: string;
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

const api = new ApiServer();
const server = createServer((req, res) => void api.answer(req, res));
serve({
  listen: () =>
    new Promise(done => {
      server.listen(0, '127.0.0.1', () =>
        done((server.address() as AddressInfo).port),
      );
    }),
  load: (size: Size) => api.load(size),
  hold: () => api.hold(),
  release: () => api.release(),
  counted: () => api.counted(),
  churn: ({ perSecond }) => api.churn(perSecond),
  calm: () => api.calm(),
  move: ({ i }) => api.move(i),
  annotate: ({ i, annotations }) => api.annotate(i, annotations),
  add: ({ name }) => api.add(name),
});
