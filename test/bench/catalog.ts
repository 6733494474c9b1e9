import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import {
  KubeObject,
  forEntities,
  toEntities,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Child, Mutation, now } from './catalog/calls';
import type { ContenderOptions, Role } from './catalog/contender';
import { SERVED, Size, objectsOf, pathOf } from './catalog/facts';
import type { Count } from './catalog/standIn';
import { load, machine, median, ratio, row, say } from './report';

const TOKEN = 'bench-token-of-no-use';
const ROUNDS = 3;
const CHANGES = 50;
const CHURN_SECONDS = 60;
const CHURN_PER_SECOND = 10;
/** Starting a backend causes work that must not count as ours. */
const SETTLE_MS = 5000;
const INGEST_LIMIT_MS = 15 * 60_000;
/** How long the ingestor may take to show a change after the cycle that read it. */
const PEER_CHANGE_MS = 30_000;
const PEER = '@terasky/backstage-plugin-kubernetes-ingestor@4.0.0';

/** The cost of a cold ingest. */
interface Ingest {
  vmPages: number;
  lists: number;
  mb: number;
  handedOver: number;
  visible?: number;
  peakMb: number;
  duplicates?: number;
}

/** The cost of a minute, or a cycle, without a change. */
interface Idle {
  seconds: number;
  lists: number;
  mb: number;
  mutations: number;
  entities: number;
  cpuSeconds: number;
}

/** Milliseconds from changes on the API server. */
interface Changes {
  mutation: number[];
  visible: number[];
}

interface PeerChanges {
  cycleSeconds: number;
  newVm?: number;
  changedVm?: number;
}

interface PeerResults {
  ingest: Ingest;
  idle: Idle;
  changes: PeerChanges;
}

type Results = {
  loop: Ingest;
  provider: Ingest;
  ours: Ingest;
  feed: Ingest;
  ingestor?: Ingest;
  idle: { ours: Idle; provider: Idle; ingestor?: Idle };
  changes: Changes;
  peerChanges?: PeerChanges;
};

/** A backend, or a part of one, in its own process, with the catalog's API where it has one. */
class Contender {
  readonly child: Child;
  readonly #base: string;

  private constructor(child: Child, base: string) {
    this.child = child;
    this.#base = base;
  }

  /** Starts a contender and waits until it is idle; the API server holds its answers back. */
  static async start(
    role: Role,
    options: { server: string; entities?: string; peer?: string },
  ): Promise<{ contender: Contender; idleMb: number }> {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const child = new Child('contender.ts', [
      role,
      JSON.stringify({
        ...options,
        port,
        config: configOf(base, port, options.server),
      } satisfies ContenderOptions),
    ]);
    await child.call('start');
    await sleep(SETTLE_MS);
    const idleMb = await child.call<number>('idle');
    return { contender: new Contender(child, base), idleMb };
  }

  async get<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.#base}/api/catalog${path}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    if (response.status === 404) {
      return undefined;
    }
    if (!response.ok) {
      throw new Error(`${path}: ${await response.text()}`);
    }
    return response.json() as Promise<T>;
  }

  async count(): Promise<number> {
    const page = await this.get<{ totalItems: number }>(
      '/entities/by-query?limit=0&filter=kind=resource',
    );
    return page!.totalItems;
  }

  async resources(): Promise<Entity[]> {
    return (await this.get<Entity[]>('/entities?filter=kind=resource'))!;
  }

  byRef(ref: string): Promise<Entity | undefined> {
    return this.get(`/entities/by-name/${ref.replace(':', '/')}`);
  }

  /** Triggers a cycle of the scheduler, and waits for its mutation. */
  async cycle(task: string): Promise<void> {
    const before = this.child.mutations.length;
    const response = await fetch(
      `${this.#base}/api/catalog/.backstage/scheduler/v1/tasks/${task}/trigger`,
      { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } },
    );
    if (!response.ok) {
      throw new Error(`${task}: ${response.status} ${await response.text()}`);
    }
    await until(() => this.child.mutations.length > before, INGEST_LIMIT_MS);
  }
}

interface BenchOptions {
  size: Size;
  api: Child;
  server: string;
  folder: string;
  peer?: string;
}

class CatalogBench {
  readonly #options: BenchOptions;

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  async all(): Promise<void> {
    const loops: Ingest[] = [];
    const providers: Ingest[] = [];
    const idles: Idle[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      say(`a bare loop and the provider alone, round ${round + 1}`);
      loops.push(await this.#loop());
      await this.#with('provider', async (contender, idleMb) => {
        providers.push(
          await this.#ingest(contender, idleMb, { expected: this.#entities }),
        );
        if (round === 0) {
          idles.push(await this.#idle(contender));
        }
      });
    }
    say('the catalog fed by a bare provider');
    const feed = await this.#with('feed', (contender, idleMb) =>
      this.#ingest(contender, idleMb, {
        expected: this.#entities,
        visible: this.#entities,
      }),
    );
    say('ours');
    const ours = await this.#with('ours', async (contender, idleMb) => ({
      ingest: await this.#ingest(contender, idleMb, {
        expected: this.#entities,
        visible: this.#entities,
      }),
      idle: await this.#idle(contender),
      changes: await this.#changes(contender),
    }));
    let peer: PeerResults | undefined;
    if (this.#options.peer) {
      say('the ingestor');
      peer = await this.#ingestor();
    }
    this.#report({
      loop: middle(loops),
      provider: middle(providers),
      feed,
      ours: ours.ingest,
      ingestor: peer?.ingest,
      idle: {
        ours: ours.idle,
        provider: idles[0],
        ingestor: peer?.idle,
      },
      changes: ours.changes,
      peerChanges: peer?.changes,
    });
  }

  get #entities(): number {
    const { vms, networks, vlans } = this.#options.size;
    return vms + networks + vlans;
  }

  /** A fresh cluster, and a contender that has not read any of it. */
  async #with<T>(
    role: Role,
    work: (contender: Contender, idleMb: number) => Promise<T>,
  ): Promise<T> {
    const { api, server, size, folder, peer } = this.#options;
    await api.call('load', size);
    await api.call('hold');
    const { contender, idleMb } = await Contender.start(role, {
      server,
      peer,
      entities: join(folder, 'entities.json'),
    });
    try {
      await this.#counted();
      return await work(contender, idleMb);
    } finally {
      await contender.child.stop();
      await api.call('release');
    }
  }

  async #loop(): Promise<Ingest> {
    return this.#with('loop', async ({ child }, idleMb) => {
      await this.#options.api.call('release');
      const handedOver = await child.call<number>('loop');
      const peak = await child.call<number>('peak');
      return {
        ...this.#asked(await this.#counted()),
        handedOver,
        peakMb: peak - idleMb,
      };
    });
  }

  /** From the first answer of the API server on. */
  async #ingest(
    contender: Contender,
    idleMb: number,
    { expected, visible }: { expected: number; visible?: number },
  ): Promise<Ingest> {
    const { child } = contender;
    const begun = await this.#options.api.call<number>('release');
    await child.call('go');
    await until(() => sum(child.mutations, 'added') >= expected);
    const handedOver = (child.mutations.at(-1)!.at - begun) / 1000;
    let visibleAfter: number | undefined;
    let duplicates: number | undefined;
    if (visible !== undefined) {
      await until(async () => (await contender.count()) >= visible);
      visibleAfter = (now() - begun) / 1000;
    } else {
      await sleep(2000);
    }
    const peak = await child.call<number>('peak');
    const asked = this.#asked(await this.#counted());
    if (visible !== undefined) {
      duplicates = duplicatesIn(await contender.resources(), visible);
    }
    return {
      ...asked,
      handedOver,
      visible: visibleAfter,
      peakMb: peak - idleMb,
      duplicates,
    };
  }

  async #idle(contender: Contender): Promise<Idle> {
    return this.#quiet(contender, () => sleep(CHURN_SECONDS * 1000));
  }

  /** Only statuses change meanwhile. */
  async #quiet(
    { child }: Contender,
    work: () => Promise<unknown>,
  ): Promise<Idle> {
    const { api } = this.#options;
    await this.#counted();
    const before = child.mutations.length;
    const cpu = await child.call<number>('cpu');
    const begun = now();
    await api.call('churn', { perSecond: CHURN_PER_SECOND });
    await work();
    await api.call('calm');
    const seconds = (now() - begun) / 1000;
    const cpuSeconds = (await child.call<number>('cpu')) - cpu;
    const { lists, mb } = this.#asked(await this.#counted());
    const mutations = child.mutations.slice(before);
    return {
      seconds,
      lists,
      mb,
      mutations: mutations.length,
      entities: sum(mutations, 'added') + sum(mutations, 'removed'),
      cpuSeconds,
    };
  }

  async #changes(contender: Contender): Promise<Changes> {
    const { api, size } = this.#options;
    const changes: Changes = { mutation: [], visible: [] };
    for (let n = 0; n < CHANGES; n += 1) {
      const from = contender.child.mutations.length;
      const { at, network, namespace, name } = await api.call<any>('move', {
        i: (n * 37) % size.vms,
      });
      const ref = vmEntityRef({ cluster: 'demo', namespace, name });
      const seen = until(
        async () => isOn(await contender.byRef(ref), network),
        60_000,
        25,
      ).then(now);
      const mutation = await contender.child.mutationOf(ref, from);
      changes.mutation.push(mutation.at - at);
      changes.visible.push((await seen) - at);
      // Out of step with the catalog's own timers.
      await sleep((n * 137) % 1000);
    }
    return changes;
  }

  async #ingestor(): Promise<PeerResults> {
    const { size, api } = this.#options;
    const task = 'KubernetesEntityProvider';
    return this.#with('ingestor', async (contender, idleMb) => {
      const visible = size.vms + size.networks;
      const ingest = await this.#ingest(contender, idleMb, {
        expected: visible,
        visible,
      });
      const idle = await this.#quiet(contender, () => contender.cycle(task));
      const added = await api.call<any>('add', { name: 'vm-new' });
      await contender.cycle(task);
      const newRef = `resource:default/vm-new-${added.namespace}`;
      const newVm = await soon(async () =>
        Boolean(await contender.byRef(newRef)),
      );
      const changed = await api.call<any>('annotate', {
        i: 1,
        annotations: { 'terasky.backstage.io/owner': 'group:default/moved' },
      });
      const begun = now();
      await contender.cycle(task);
      const cycleSeconds = (now() - begun) / 1000;
      const ref = `resource:default/${changed.name}-${changed.namespace}`;
      const changedVm = await soon(async () =>
        JSON.stringify((await contender.byRef(ref))?.spec ?? {}).includes(
          'moved',
        ),
      );
      return {
        ingest,
        idle,
        changes: {
          cycleSeconds,
          newVm: newVm && newVm - added.at,
          changedVm: changedVm && changedVm - changed.at,
        },
      };
    });
  }

  #counted(): Promise<Record<string, Count>> {
    return this.#options.api.call('counted');
  }

  #asked(counts: Record<string, Count>) {
    const all = Object.values(counts);
    return {
      vmPages: counts[pathOf(SERVED.vms)]?.lists ?? 0,
      lists: all.reduce((n, { lists }) => n + lists, 0),
      mb: all.reduce((n, { bytes }) => n + bytes, 0) / 1e6,
    };
  }

  #report(results: Results): void {
    const { size } = this.#options;
    const { ours, provider, loop, feed, ingestor } = results;
    process.stdout.write(
      `\n${size.vms} VMs, ${size.networks} NADs, ${size.vlans} VLANs, ${
        size.namespaces
      } namespaces; ${machine()}; load ${load()}\nThe API server is a stand-in: plain HTTP, no rights, no compression. The catalog is on SQLite in memory, with its defaults (every entity is processed again after 100 to 150 s, stitched each second).\nThe provider alone and the bare loop: median of ${ROUNDS}\n\n`,
    );
    const cells = (show: (ingest: Ingest) => string | undefined, aim = '') =>
      [ours, provider, loop, feed, ingestor]
        .map(ingest => (ingest && show(ingest)) ?? '-')
        .concat(aim);
    row('cold ingest', [
      'ours',
      'no catalog',
      'bare loop',
      'bare feed',
      'ingestor',
      'aim',
    ]);
    const pages = String(Math.ceil(size.vms / 500));
    row(
      'LISTs of VMs',
      cells(i => String(i.vmPages), pages),
    );
    row(
      'LISTs',
      cells(i => String(i.lists)),
    );
    row(
      'MB read',
      cells(i => i.mb.toFixed(1)),
    );
    row(
      's until handed over',
      cells(i => i.handedOver.toFixed(2)),
    );
    row(
      's until visible',
      cells(i => i.visible?.toFixed(1)),
    );
    row(
      'peak MB over idle',
      cells(i => i.peakMb.toFixed(0), '< 150 alone'),
    );
    row(
      'duplicates',
      cells(i => i.duplicates?.toFixed(0), '0'),
    );
    const { idle } = results;
    const idles = (show: (one: Idle) => string, aim = '') =>
      [idle.ours, idle.provider, undefined, undefined, idle.ingestor]
        .map(one => (one ? show(one) : '-'))
        .concat(aim);
    process.stdout.write('\n');
    row(`${CHURN_PER_SECOND} statuses/s change`, [
      `${CHURN_SECONDS} s`,
      `${CHURN_SECONDS} s`,
      '',
      '',
      'one cycle',
      'aim',
    ]);
    row(
      'LISTs',
      idles(i => String(i.lists), '0'),
    );
    row(
      'mutations',
      idles(i => String(i.mutations), '0'),
    );
    row(
      'entities in them',
      idles(i => String(i.entities), '0'),
    );
    row(
      'MB read',
      idles(i => i.mb.toFixed(1)),
    );
    row(
      'CPU s',
      idles(i => i.cpuSeconds.toFixed(2)),
    );
    process.stdout.write('\n');
    const { mutation, visible } = results.changes;
    row(`${CHANGES} VMs changed, ms`, ['p50', 'p95', 'aim p95']);
    row('until the mutation', [...percentiles(mutation), '250']);
    row('until visible', [...percentiles(visible), '3000']);
    if (results.peerChanges) {
      const { cycleSeconds, newVm, changedVm } = results.peerChanges;
      const told = (ms?: number) =>
        ms === undefined
          ? `not within ${PEER_CHANGE_MS / 1000} s of the cycle's end`
          : `${ms.toFixed(0)} ms`;
      process.stdout.write(
        `the ingestor, with a cycle (${cycleSeconds.toFixed(
          1,
        )} s) begun at once instead of within its 600 s: a new VM visible ${told(
          newVm,
        )}; a VM's owner changed, visible ${told(changedVm)}\n`,
      );
    } else {
      process.stdout.write(
        `The ingestor is not measured: npm install ${PEER} in a folder of its own, and --peer <folder>, or BENCH_PEER=<folder>\n`,
      );
    }
    process.stdout.write(
      `\nours: the provider alone ${ratio(
        provider.handedOver,
        loop.handedOver,
      )} × the bare loop; until visible ${ratio(
        ours.visible!,
        feed.visible!,
      )} × the bare feed\n`,
    );
    if (ingestor) {
      process.stdout.write(
        `the ingestor: until visible ${ratio(
          ingestor.visible!,
          ours.visible!,
        )} × ours, peak over idle ${ratio(
          ingestor.peakMb,
          ours.peakMb,
        )} × ours\n`,
      );
    }
  }
}

function configOf(base: string, port: number, server: string): object {
  return {
    app: { baseUrl: base },
    backend: {
      baseUrl: base,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'bench' } },
        ],
      },
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'demo',
              url: server,
              authProvider: 'serviceAccount',
              serviceAccountToken: 'bench',
              skipTLSVerify: true,
            },
          ],
        },
      ],
    },
    catalog: {
      rules: [{ allow: ['Component', 'System', 'Resource', 'Location'] }],
      providers: { kubevirt: { demo: {} } },
    },
    // The minimal configuration, with names that do not collide.
    kubernetesIngestor: {
      mappings: { nameModel: 'name-namespace' },
      components: {
        disableDefaultWorkloadTypes: true,
        ingestAsResources: true,
        customWorkloadTypes: [SERVED.vms, SERVED.networks].map(
          ({ apiVersion, plural }) => {
            const [group, version] = apiVersion.split('/');
            return { group, apiVersion: version, plural };
          },
        ),
      },
      crossplane: { enabled: false, xrds: { enabled: false } },
    },
  };
}

/** The same entities that our provider delivers. */
function entitiesOf(size: Size): Entity[] {
  const objects: KubeObject[] = [...objectsOf(size)].map(forEntities);
  const of = ({ kind }: { kind: string }) =>
    objects.filter(object => object.kind === kind);
  return toEntities(
    {
      cluster: 'demo',
      vms: of(SERVED.vms),
      networks: of(SERVED.networks),
      policies: of(SERVED.policies),
      namespaces: of(SERVED.namespaces),
      clusterNetworks: [],
    },
    { vlans: [], systems: new Set(), components: new Map() },
    { defaultOwner: 'group:default/unknown', location: 'kubevirt:demo' },
  );
}

/** More entities than expected, or duplicates. */
function duplicatesIn(entities: Entity[], expected: number): number {
  const names = entities.map(({ metadata: { namespace, name } }) =>
    `${namespace}/${name}`.toLocaleLowerCase('en-US'),
  );
  return Math.max(
    names.length - new Set(names).size,
    entities.length - expected,
  );
}

/** A VM has other NICs than the one that moves, and one of them may be on that network already. */
function isOn(entity: Entity | undefined, network: string): boolean {
  const { nics = [] } = (entity?.spec?.virtualMachine ?? {}) as {
    nics?: Array<{ network?: string }>;
  };
  return nics[0]?.network === network;
}

function sum(mutations: Mutation[], key: 'added' | 'removed'): number {
  return mutations.reduce((n, mutation) => n + mutation[key], 0);
}

function middle(ingests: Ingest[]): Ingest {
  const of = (key: 'handedOver' | 'peakMb') =>
    median(ingests.map(ingest => ingest[key]));
  return {
    ...ingests[0],
    handedOver: of('handedOver'),
    peakMb: of('peakMb'),
  };
}

function percentiles(values: number[]): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95].map(share =>
    sorted[Math.ceil(share * sorted.length) - 1].toFixed(0),
  );
}

async function until(
  isSo: () => boolean | Promise<boolean>,
  limitMs = INGEST_LIMIT_MS,
  everyMs = 250,
): Promise<void> {
  const end = now() + limitMs;
  while (!(await isSo())) {
    if (now() > end) {
      throw new Error(`It was not so within ${limitMs / 1000} s: ${isSo}`);
    }
    await sleep(everyMs);
  }
}

/** The time when the condition held, or undefined. */
async function soon(isSo: () => Promise<boolean>): Promise<number | undefined> {
  return until(isSo, PEER_CHANGE_MS, 100).then(now, () => undefined);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

/**
 * A cluster of 10,000 VMs into the catalog: a cold start, a minute in which only statuses change, and single changes.
 * For comparison: a loop that only reads the same pages, a catalog that gets the same entities at once, and the
 * published ingestor of Kubernetes objects, where there is one.
 */
export async function benchCatalog(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      vms: { type: 'string', default: '10000' },
      peer: { type: 'string', default: process.env.BENCH_PEER },
    },
  });
  const size: Size = {
    vms: Number(values.vms),
    networks: 200,
    vlans: 50,
    namespaces: 20,
  };
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const api = new Child('standIn.ts');
  try {
    writeFileSync(
      join(folder, 'entities.json'),
      JSON.stringify(entitiesOf(size)),
    );
    const port = await api.call<number>('listen');
    const { bytes, vmBytes } = await api.call<any>('load', size);
    say(
      `${(bytes / 1e6).toFixed(1)} MB of objects, a VM of ${vmBytes.toFixed(
        0,
      )} bytes`,
    );
    await new CatalogBench({
      size,
      api,
      server: `http://127.0.0.1:${port}`,
      folder,
      peer: values.peer,
    }).all();
  } finally {
    await api.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
