import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
  toEntities,
  vmEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { missingGo } from '../../control-plane/missingGo';
import { TestCluster, refs } from '../__testUtils__/cluster';
import {
  BackendHome,
  BackendProcess,
  createHome,
  logOf,
} from '../__testUtils__/kills/BackendProcess';
import {
  Postgres,
  missingPostgres,
  startPostgres,
} from '../__testUtils__/postgres';
import { Overlap } from '../__testUtils__/replicas/Overlap';
import { differences } from '../__testUtils__/replicas/differences';
import { network, onVlan, policy, vm } from '../__testUtils__/vlanObjects';
import {
  ReadingProxy,
  startReadingProxy,
} from '../__testUtils__/replicas/readingProxy';

jest.setTimeout(480_000);

const PROGRAM = resolve(__dirname, '../__testUtils__/replicas/backend.ts');
const OWNER = 'group:default/platform';
const NAMESPACE = 'shop';
const VLANS = [1201, 1202, 1203, 1204];
const VMS = 40;
const TURN_SECONDS = 10;
/** The pause between two runs of the provider; see KubevirtEntityProvider. */
const GRACE_SECONDS = 5;
/** How late timers and connections may be on a busy machine. */
const SLACK_SECONDS = 10;
const POLL_MS = 500;
const LOG_TAIL = 3000;

const say = (text: string) => process.stderr.write(`${text}\n`);
/** A log, without the requests that came in. */
const workOf = (log: string) => log.replace(/^.*incomingRequest.*\n/gm, '');
const vlanOf = (i: number) => VLANS[i % VLANS.length];

/** One of the two backends: its folder, its proxy, and its process while it runs. */
interface Replica {
  name: string;
  home: BackendHome;
  proxy: ReadingProxy;
  process?: BackendProcess;
}

const missing = missingGo || missingPostgres;
const declare = missing ? describe.skip : describe;
const suite = 'two backends on one PostgreSQL and one cluster';

declare(missing ? `${suite} (skipped: ${missing})` : suite, () => {
  const folder = mkdtempSync(join(tmpdir(), 'replicas-'));
  const replicas: Replica[] = [];
  let postgres: Postgres;
  let cluster: TestCluster;
  let overlap: Overlap;
  let startedAt: number;

  beforeAll(async () => {
    postgres = await startPostgres();
    cluster = await TestCluster.start();
    replicas.push(await prepare('first'), await prepare('second'));
    overlap = new Overlap(replicas.map(({ proxy }) => proxy));
    startedAt = performance.now();
    // One after the other, because the first one creates the tables.
    for (const replica of replicas) {
      await start(replica);
    }
    await cluster.namespace(NAMESPACE);
  });
  afterAll(async () => {
    await Promise.all(replicas.map(replica => replica.process?.end()));
    await Promise.all(replicas.map(({ proxy }) => proxy.stop()));
    await cluster?.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function prepare(name: string): Promise<Replica> {
    const { serviceAccountToken } = cluster.controlPlane;
    const proxy = await startReadingProxy(cluster.controlPlane);
    const demo = {
      name: 'demo',
      url: proxy.url,
      authProvider: 'serviceAccount',
      serviceAccountToken,
      // Plain HTTP is refused otherwise.
      skipTLSVerify: true,
    };
    const home = createHome({
      folder: join(folder, name),
      token: randomBytes(16).toString('hex'),
      program: PROGRAM,
      database: { client: 'pg', connection: postgres.connection },
      config: {
        kubernetes: {
          clusterLocatorMethods: [{ type: 'config', clusters: [demo] }],
        },
        catalog: {
          providers: {
            kubevirt: {
              demo: { defaultOwner: OWNER, turn: { seconds: TURN_SECONDS } },
            },
          },
        },
      },
    });
    return { name, home, proxy };
  }

  async function start(replica: Replica): Promise<void> {
    replica.process = await BackendProcess.start(replica.home);
  }

  const running = () => replicas.filter(replica => replica.process);

  /** Polls until there are no differences; the error lists those that remain. */
  async function until<T>(
    what: string,
    seconds: number,
    read: () => Promise<T | undefined>,
    seen: () => unknown = () => '',
  ): Promise<T> {
    const begun = Date.now();
    while (Date.now() < begun + seconds * 1000) {
      const found = await read();
      if (found !== undefined) {
        say(`${what}: after ${Math.round((Date.now() - begun) / 1000)} s`);
        return found;
      }
      await sleep(POLL_MS);
    }
    const logs = replicas.map(
      ({ name, home }) =>
        `${name}: ${workOf(readFileSync(logOf(home), 'utf8')).slice(
          -LOG_TAIL,
        )}`,
    );
    throw new Error(
      `Not in ${seconds} s: ${what}\n${seen()}\n${logs.join('\n')}`,
    );
  }

  /** The only one that reads the cluster. */
  const holder = () =>
    until('one of them reads', 120, async () => {
      const readers = replicas.filter(({ proxy }) => proxy.watches() > 0);
      return readers.length === 1 ? readers[0] : undefined;
    });
  const otherThan = (replica: Replica) =>
    replicas.find(other => other !== replica)!;

  /** The content of each entity in one backend; a duplicate is a failure. */
  async function catalogOf({ process: backend }: Replica) {
    const path = `/api/catalog/entities/by-query?limit=500&filter=kind=resource`;
    const answer = await backend!.fetch(path);
    if (!answer.ok) {
      throw new Error(`${answer.status} ${await answer.text()}`);
    }
    const { items }: { items: Entity[] } = await answer.json();
    const refsOfAll = items.map(entity => stringifyEntityRef(entity));
    expect(refsOfAll).toHaveLength(new Set(refsOfAll).size);
    return new Map(items.map(entity => [stringifyEntityRef(entity), entity]));
  }

  /** The content that follows from the cluster. */
  async function wanted(): Promise<Map<string, Entity>> {
    const [vms, networks, policies, namespaces] = await Promise.all([
      cluster.list(VM_API_VERSION, VM_KIND),
      cluster.list(NETWORK_API_VERSION, NETWORK_KIND),
      cluster.list(POLICY_API_VERSION, POLICY_KIND),
      cluster.list('v1', 'Namespace'),
    ]);
    const entities = toEntities(
      {
        cluster: 'demo',
        vms,
        networks,
        policies,
        namespaces,
        clusterNetworks: [],
      },
      { vlans: [], systems: new Set(), components: new Map() },
      { defaultOwner: OWNER, location: 'kubevirt:demo' },
    );
    return new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** Waits until every running backend has exactly what the cluster has. */
  async function untilEqual(what: string, seconds: number): Promise<void> {
    let different: string[] = [];
    const read = async () => {
      const goal = await wanted();
      const found = await Promise.all(running().map(catalogOf));
      different = found.flatMap(one => differences(one, goal));
      return different.length === 0 || undefined;
    };
    await until(what, seconds, read, () => different.join('\n'));
  }

  /** Something of every kind of change. */
  async function change(round: string, from: number): Promise<void> {
    for (let i = from; i < from + 4; i += 1) {
      await cluster.remove(refs.vm(NAMESPACE, `vm-${i}`));
      await cluster.change(refs.vm(NAMESPACE, `vm-${i + 4}`), {
        spec: { template: { spec: onVlan(vlanOf(i + 1)) } },
      });
      await cluster.create(vm(NAMESPACE, `${round}-${i}`, vlanOf(i)));
    }
  }

  it('show the same entities, without duplicates', async () => {
    for (const id of VLANS) {
      await cluster.create(policy(id));
      await cluster.create(network(NAMESPACE, id));
    }
    for (let i = 0; i < VMS; i += 1) {
      await cluster.create(vm(NAMESPACE, `vm-${i}`, vlanOf(i)));
    }
    await untilEqual('both show 40 VMs', 120);
    for (const replica of replicas) {
      const found = await catalogOf(replica);
      expect(found.size).toBe(VMS + 2 * VLANS.length);
      for (let i = 0; i < VMS; i += 1) {
        const name = { cluster: 'demo', namespace: NAMESPACE, name: `vm-${i}` };
        expect(found.has(vmEntityRef(name))).toBe(true);
      }
    }
  });

  it('read the cluster one at a time, and list it once each time', async () => {
    // At least one run ends.
    await sleep((TURN_SECONDS + GRACE_SECONDS) * 1000);
    let clients = 0;
    for (const { proxy } of replicas) {
      clients += proxy.clients();
      for (const path of new Set(proxy.lists)) {
        const times = proxy.lists.filter(other => other === path);
        expect(times.length).toBeLessThanOrEqual(proxy.clients());
      }
    }
    expect(clients).toBeGreaterThan(0);
    // At most one for each run.
    const turns = Math.ceil(
      (performance.now() - startedAt) / TURN_SECONDS / 1000,
    );
    expect(clients).toBeLessThanOrEqual(turns);
    expect(overlap.longestMs).toBeLessThan(
      (GRACE_SECONDS + SLACK_SECONDS) * 1000,
    );
  });

  it('one takes over from another that was killed during its run', async () => {
    const killed = await holder();
    await killed.process!.end();
    killed.process = undefined;
    await change('orphaned', 0);
    await untilEqual('the other one has taken over', 180);
    expect(await holder()).toBe(otherThan(killed));
  });

  it('continue together after that one is back', async () => {
    const [again] = replicas.filter(replica => !replica.process);
    await start(again);
    await change('together', 8);
    await untilEqual('both go on', 60);
    expect(running()).toHaveLength(2);
  });

  it('one takes over immediately from another that is stopped', async () => {
    const stopped = await holder();
    const { process: backend } = stopped;
    stopped.process = undefined;
    backend!.terminate();
    await backend!.ended();
    await change('handed-over', 16);
    await until('the other one reads', SLACK_SECONDS, async () =>
      otherThan(stopped).proxy.watches() > 0 ? true : undefined,
    );
    await untilEqual('the other one has what it was left', 60);
    expect(overlap.longestMs).toBeLessThan(
      (GRACE_SECONDS + SLACK_SECONDS) * 1000,
    );
  });
});
