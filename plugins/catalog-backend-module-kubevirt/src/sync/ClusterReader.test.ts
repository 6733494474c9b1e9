import { setTimeout as sleep } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KubeObject,
  toEntities,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import fc from 'fast-check';
import { Fault, FakeCluster } from 'kubevirt-vlan-test-kit/node';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { sample } from '../__testUtils__/samples';
import { ClusterReader } from './ClusterReader';
import { withDigest } from './digest';
import { fullSchedule } from './fullSchedule';

jest.setTimeout(240_000);

const settings = {
  id: 'demo',
  cluster: 'demo',
  defaultOwner: 'group:default/unknown',
  location: 'kubevirt:demo',
  removal: { maxShare: 0.2, windowMs: 300_000 },
  fullMs: 3600_000,
  termMs: 1000,
};
const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
/** About a thousandth of the production values. */
const timing = {
  mirror: { pauseMs: 1, maxPauseMs: 8, longWatchMs: 10, confirmMs: 15 },
  sync: { gatherMs: 2, pauseMs: 3, limitMs: 200 },
  catalogMs: 10,
  confirmMs: 15,
  settleMs: 50,
  lookMs: 100,
};

/** A replica that reads a cluster until it is stopped. */
function start(
  cluster: FakeCluster,
  catalog: FakeCatalog,
  more: Partial<typeof timing> & { fullMs?: number } = {},
) {
  const { fullMs = 60_000, ...less } = more;
  const full = fullSchedule({ everyMs: fullMs });
  const newReader = () =>
    new ClusterReader({
      settings,
      catalog,
      connection: catalog,
      logger,
      full,
      timing: { ...timing, ...less },
      openClient: async () => cluster.client(),
    });
  let end = new AbortController();
  let run: Promise<unknown>;
  const goOn = () => {
    end = new AbortController();
    run = newReader()
      .run(end.signal)
      .catch(() => {});
  };
  goOn();
  return {
    stop: async () => {
      end.abort(new Error('stopped'));
      await run;
    },
    goOn,
  };
}

const wanted = (cluster: FakeCluster, catalog: FakeCatalog) =>
  new Map(
    toEntities(
      {
        cluster: 'demo',
        vms: cluster.of('VirtualMachine'),
        networks: cluster.of('NetworkAttachmentDefinition'),
        policies: cluster.of('NodeNetworkConfigurationPolicy'),
        namespaces: cluster.of('Namespace'),
        clusterNetworks: [],
      },
      { vlans: catalog.vlans, systems: new Set(), components: new Map() },
      settings,
    ).map(entity => [stringifyEntityRef(entity), withDigest(entity)]),
  );

/** Waits until the catalog has what the cluster has; fails with the difference after a while. */
async function untilEqual(cluster: FakeCluster, catalog: FakeCatalog) {
  for (let tries = 0; tries < 400; tries += 1) {
    const goal = wanted(cluster, catalog);
    if (
      goal.size === catalog.entities.size &&
      [...goal].every(
        ([ref, entity]) =>
          JSON.stringify(catalog.entities.get(ref)) === JSON.stringify(entity),
      )
    ) {
      return;
    }
    await sleep(5);
  }
  expect(Object.fromEntries(catalog.entities)).toEqual(
    Object.fromEntries(wanted(cluster, catalog)),
  );
}

/** Waits until every fault of a kind has occurred. */
async function untilUsedUp(cluster: FakeCluster, kind: string) {
  for (let tries = 0; tries < 400; tries += 1) {
    if (cluster.faults.get(kind)?.length === 0) {
      return;
    }
    await sleep(5);
  }
  expect(cluster.faults.get(kind)).toEqual([]);
}

function filled(vms: number): FakeCluster {
  const cluster = new FakeCluster();
  cluster.put(sample.namespace('demo'));
  cluster.put(sample.policy(1085));
  cluster.put(sample.network('demo', 1085));
  for (let i = 0; i < vms; i += 1) {
    cluster.put(sample.vm('demo', `vm-${i}`, [1085]));
  }
  return cluster;
}

describe('ClusterReader', () => {
  beforeEach(() => jest.clearAllMocks());

  it('follows the changes of a cluster', async () => {
    const cluster = filled(3);
    const catalog = new FakeCatalog();
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    expect([...catalog.entities.keys()].sort()).toEqual([
      'resource:default/vlan-1085.unregistered.demo',
      'resource:demo/nad-1085.network.demo',
      'resource:demo/vm-0.vm.demo',
      'resource:demo/vm-1.vm.demo',
      'resource:demo/vm-2.vm.demo',
    ]);
    const { lists } = cluster;
    expect(lists).toBe(5);

    const changes: Array<[string, () => void]> = [
      ['another VLAN', () => cluster.put(sample.vm('demo', 'vm-0', []))],
      [
        'a VLAN is registered',
        () => {
          catalog.vlans = [{ id: 1085, owner: 'group:default/network' }];
        },
      ],
      [
        'an owner',
        () =>
          cluster.put(
            sample.namespace('demo', {
              'kubevirt-vlan.backstage.io/owner': 'shop',
            }),
          ),
      ],
      [
        'another network',
        () => cluster.put(sample.network('demo', 1090, 1085)),
      ],
      ['a VM fewer', () => cluster.remove('VirtualMachine', 'demo', 'vm-1')],
      [
        'no policy',
        () => cluster.remove('NodeNetworkConfigurationPolicy', '', 'vlan-1085'),
      ],
    ];
    for (const [, change] of changes) {
      change();
      await untilEqual(cluster, catalog);
    }
    expect(cluster.lists).toBe(lists);
    await stop();
  });

  it('hands over nothing where no entity changed', async () => {
    const cluster = filled(20);
    const catalog = new FakeCatalog();
    const { stop, goOn } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    const before = catalog.mutations.length;
    // The status changes every few seconds, and is in no entity.
    cluster.put({
      ...sample.vm('demo', 'vm-0', [1085]),
      status: { printableStatus: 'Running' },
    });
    await sleep(60);
    expect(catalog.mutations).toHaveLength(before);
    // A new term reads everything again, and hands over only what differs from the catalog.
    await stop();
    goOn();
    cluster.put(sample.vm('demo', 'vm-0', []));
    await untilEqual(cluster, catalog);
    expect(catalog.mutations.slice(before)).toEqual([
      { type: 'delta', added: [expect.anything()], removed: [] },
    ]);
    await stop();
  });

  describe.each<[string, Fault[]]>([
    ['failed', [500, 500]],
    ['empty', ['empty']],
    ['forbidden', [403, 403, 403]],
    ['not served', [404, 404, 404]],
    ['half-read', ['half']],
    ['truncated', ['cut']],
    ['expired', [410]],
  ])('one list that is %s, at 1,000 VMs', (_what, faults) => {
    it.each([
      'VirtualMachine',
      'NetworkAttachmentDefinition',
      'NodeNetworkConfigurationPolicy',
      'Namespace',
    ])(
      'removes and changes nothing, in a running replica and in a new one (%s)',
      async kind => {
        const cluster = filled(1000);
        const catalog = new FakeCatalog();
        const first = start(cluster, catalog);
        await untilEqual(cluster, catalog);
        const before = catalog.mutations.length;

        cluster.faults.set(kind, [...faults]);
        cluster.forget();
        cluster.dropWatches();
        await untilUsedUp(cluster, kind);
        await sleep(80);
        await untilEqual(cluster, catalog);
        expect(catalog.removed).toEqual([]);
        expect(catalog.mutations.slice(before)).toEqual([]);
        await first.stop();

        cluster.faults.set(kind, [...faults]);
        const second = start(cluster, catalog);
        await untilUsedUp(cluster, kind);
        await sleep(80);
        await untilEqual(cluster, catalog);
        expect(catalog.removed).toEqual([]);
        await second.stop();
      },
    );
  });

  it('holds back many removals at once, logs it, and removes them after a second read', async () => {
    const cluster = filled(100);
    const catalog = new FakeCatalog();
    const { stop } = start(cluster, catalog, { confirmMs: 150 });
    await untilEqual(cluster, catalog);
    for (let i = 0; i < 50; i += 1) {
      cluster.remove('VirtualMachine', 'demo', `vm-${i}`);
    }
    await sleep(50);
    expect(catalog.removed).toEqual([]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^50 of the 102 entities of cluster demo are on it no more \(resource:demo\/vm-0\.vm\.demo, .+ and 45 more\)\. They stay in the catalog until/,
      ),
    );
    await untilEqual(cluster, catalog);
    expect(catalog.removed).toHaveLength(50);
    await stop();
  });

  it('removes what was deleted while no replica was running, after a second read', async () => {
    const cluster = filled(30);
    const catalog = new FakeCatalog();
    const first = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    await first.stop();
    cluster.remove('VirtualMachine', 'demo', 'vm-7');
    const second = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    expect(catalog.removed).toEqual(['resource:demo/vm-7.vm.demo']);
    await second.stop();
  });

  describe('in the term after another replica', () => {
    async function twoBackends() {
      const cluster = filled(3);
      const catalog = new FakeCatalog();
      const one = start(cluster, catalog);
      await untilEqual(cluster, catalog);
      await one.stop();
      return { cluster, catalog, one, other: start(cluster, catalog) };
    }

    it('removes what the other replica added', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      cluster.put(sample.vm('demo', 'vm-9', [1085]));
      await untilEqual(cluster, catalog);
      await other.stop();
      cluster.remove('VirtualMachine', 'demo', 'vm-9');
      one.goOn();
      await untilEqual(cluster, catalog);
      await one.stop();
    });

    it('changes back what the other replica changed', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      cluster.put(sample.vm('demo', 'vm-0', []));
      await untilEqual(cluster, catalog);
      await other.stop();
      cluster.put(sample.vm('demo', 'vm-0', [1085]));
      one.goOn();
      await untilEqual(cluster, catalog);
      await one.stop();
    });

    it('corrects a late change of the other replica', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      await untilEqual(cluster, catalog);
      await other.stop();
      const late = [...catalog.entities].filter(([ref]) => /vm-\d/.test(ref));
      one.goOn();
      await sleep(20);
      const [ref, entity] = late[0];
      await catalog.applyMutation({
        type: 'delta',
        added: [
          { entity: withDigest({ ...entity, spec: {} }) },
          {
            entity: withDigest({
              ...entity,
              metadata: { ...entity.metadata, name: 'vm-9.vm.demo' },
            }),
          },
        ],
        removed: [],
      });
      expect(catalog.entities.get(ref)?.spec).toEqual({});
      await untilEqual(cluster, catalog);
      await one.stop();
    });

    it("does not undo changes of the other replica while it can't read the cluster", async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      cluster.remove('VirtualMachine', 'demo', 'vm-0');
      cluster.put(sample.vm('demo', 'vm-1', []));
      await untilEqual(cluster, catalog);
      await other.stop();
      const { length } = catalog.mutations;
      cluster.forget();
      ['VirtualMachine', 'Namespace'].forEach(kind =>
        cluster.faults.set(kind, Array(200).fill(500)),
      );
      one.goOn();
      await sleep(150);
      expect(catalog.mutations).toHaveLength(length);
      cluster.faults.clear();
      await untilEqual(cluster, catalog);
      await one.stop();
      expect(catalog.entities.has('resource:demo/vm-0.vm.demo')).toBe(false);
    });

    it('hands over again what the other replica removed late', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      await untilEqual(cluster, catalog);
      await other.stop();
      one.goOn();
      await sleep(20);
      await catalog.applyMutation({
        type: 'delta',
        added: [],
        removed: [{ entityRef: 'resource:demo/vm-0.vm.demo' }],
      });
      await untilEqual(cluster, catalog);
      await one.stop();
    });

    it('finishes a second read that its last term was too short for', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      await other.stop();
      cluster.remove('VirtualMachine', 'demo', 'vm-0');
      one.goOn();
      await sleep(8);
      await one.stop();
      one.goOn();
      cluster.put(sample.vm('demo', 'vm-9', [1085]));
      await untilEqual(cluster, catalog);
      await one.stop();
    });

    it('removes an entity that the catalog showed late', async () => {
      const cluster = filled(3);
      const catalog = new FakeCatalog();
      const known = catalog.known.bind(catalog);
      let isLate = true;
      catalog.known = async () => (isLate ? new Map() : known());
      const one = start(cluster, catalog);
      await untilEqual(cluster, catalog);
      await one.stop();
      cluster.remove('VirtualMachine', 'demo', 'vm-0');
      const other = start(cluster, catalog);
      await sleep(30);
      isLate = false;
      await untilEqual(cluster, catalog);
      await other.stop();
    });

    it('hands over everything from time to time, though no term is that long', async () => {
      const cluster = filled(3);
      const catalog = new FakeCatalog();
      const readers = [1, 2].map(() =>
        start(cluster, catalog, { fullMs: 300 }),
      );
      await Promise.all(readers.map(reader => reader.stop()));
      for (let turn = 0; turn < 12; turn += 1) {
        readers[turn % 2].goOn();
        await sleep(60);
        await readers[turn % 2].stop();
      }
      expect(catalog.mutations.map(({ type }) => type)).toContain('full');
    });

    it('hands over nothing where nothing changed, also in a new replica', async () => {
      const { cluster, catalog, one, other } = await twoBackends();
      const { length } = catalog.mutations;
      await sleep(150);
      await other.stop();
      one.goOn();
      await sleep(150);
      await one.stop();
      expect(catalog.mutations).toHaveLength(length);
      await untilEqual(cluster, catalog);
    });
  });

  it('hands over everything from time to time', async () => {
    const cluster = filled(5);
    const catalog = new FakeCatalog();
    const known = catalog.known.bind(catalog);
    catalog.known = async () => {
      const shown = new Map(await known());
      shown.delete('resource:demo/stray');
      return shown;
    };
    const { stop } = start(cluster, catalog, { fullMs: 50 });
    await untilEqual(cluster, catalog);
    // The catalog has it from us and does not show it, so that only a full mutation removes it.
    const stray = { ...catalog.entities.values().next().value! };
    stray.metadata = { ...stray.metadata, name: 'stray' };
    catalog.entities.set('resource:demo/stray', stray);
    await untilEqual(cluster, catalog);
    expect(catalog.mutations.some(({ type }) => type === 'full')).toBe(true);
    await stop();
  });

  it('hands over again what the catalog lost', async () => {
    const cluster = filled(5);
    const catalog = new FakeCatalog();
    const one = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    await one.stop();
    const other = start(cluster, catalog);
    await sleep(20);
    // As after a provider was renamed: a little later Backstage removes the entities of the old name.
    catalog.entities.clear();
    await untilEqual(cluster, catalog);
    await other.stop();
  });

  it('hands over again what the catalog never shows, and logs it', async () => {
    const cluster = filled(2);
    const catalog = new FakeCatalog();
    const known = catalog.known.bind(catalog);
    const hidden = 'resource:demo/vm-1.vm.demo';
    catalog.known = async () => {
      const shown = new Map(await known());
      shown.delete(hidden);
      return shown;
    };
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    const { length } = catalog.mutations;
    for (let tries = 0; tries < 200; tries += 1) {
      await sleep(10);
      if (catalog.mutations.length > length) {
        break;
      }
    }
    expect(catalog.mutations.length).toBeGreaterThan(length);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        `1 of the entities of cluster demo were given to the catalog, which does not have them as ours (${hidden})`,
      ),
    );
    await stop();
  });

  it('hands over nothing after it was stopped', async () => {
    const cluster = filled(3000);
    const catalog = new FakeCatalog();
    const apply = catalog.applyMutation.bind(catalog);
    catalog.applyMutation = async mutation => {
      await sleep(50);
      return apply(mutation);
    };
    const { stop } = start(cluster, catalog);
    while (catalog.mutations.length === 0) {
      await sleep(5);
    }
    await stop();
    const { length } = catalog.mutations;
    await sleep(200);
    // The mutation that was in flight.
    expect(catalog.mutations.length).toBeLessThanOrEqual(length + 1);
  });

  it('goes on after a mutation that the catalog never answered', async () => {
    const cluster = filled(2);
    const catalog = new FakeCatalog();
    const apply = catalog.applyMutation.bind(catalog);
    let isHanging = true;
    catalog.applyMutation = mutation => {
      const answer = isHanging ? new Promise<void>(() => {}) : apply(mutation);
      isHanging = false;
      return answer;
    };
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('no answer in 0.2 s'),
    );
    await stop();
  });

  it('hands over again what the catalog refused', async () => {
    const cluster = filled(5);
    const catalog = new FakeCatalog();
    catalog.failures = 3;
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('deadlock detected; trying again'),
    );
    await stop();
  });

  it('logs which rights are missing', async () => {
    const cluster = filled(1);
    cluster.faults.set('VirtualMachine', Array(20).fill(403));
    const catalog = new FakeCatalog();
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining(
        "VirtualMachine objects of cluster demo can't be read: HTTP 403. The catalog keeps what it has",
      ),
    );
    await stop();
  });

  it('works without nmstate', async () => {
    const cluster = filled(2);
    cluster.faults.set('NodeNetworkConfigurationPolicy', Array(500).fill(404));
    cluster.remove('NodeNetworkConfigurationPolicy', '', 'vlan-1085');
    const catalog = new FakeCatalog();
    const { stop } = start(cluster, catalog);
    await untilEqual(cluster, catalog);
    await stop();
  });

  /** A full read finds what the first list lacked unnoticed. */
  const full = { fullMs: 150 };
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const namespaces = fc.constantFrom('demo', 'shop');
  const ids = fc.constantFrom(1085, 1090, 1100);
  const kinds = fc.constantFrom(
    'VirtualMachine',
    'NetworkAttachmentDefinition',
    'NodeNetworkConfigurationPolicy',
    'Namespace',
  );
  type World = {
    cluster: FakeCluster;
    catalog: FakeCatalog;
    backend: ReturnType<typeof start>;
  };
  type Step = (world: World) => Promise<void> | void;
  const put =
    (object: KubeObject): Step =>
    ({ cluster }) =>
      cluster.put(object);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(namespaces, names, fc.array(ids, { maxLength: 2 }))
        .map(args => put(sample.vm(...args))),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(namespaces, names).map(
        ([namespace, name]): Step =>
          ({ cluster }) =>
            cluster.remove('VirtualMachine', namespace, name),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(namespaces, ids, ids)
        .map(args => put(sample.network(...args))),
    },
    fc.tuple(namespaces, ids).map(
      ([namespace, id]): Step =>
        ({ cluster }) =>
          cluster.remove('NetworkAttachmentDefinition', namespace, `nad-${id}`),
    ),
    ids.map(id => put(sample.policy(id))),
    ids.map(
      (id): Step =>
        ({ cluster }) =>
          cluster.remove('NodeNetworkConfigurationPolicy', '', `vlan-${id}`),
    ),
    fc
      .tuple(
        namespaces,
        fc.constantFrom({}, { 'kubevirt-vlan.backstage.io/owner': 'x' }),
      )
      .map(args => put(sample.namespace(...args))),
    fc.array(ids).map(
      (some): Step =>
        ({ catalog }) => {
          catalog.vlans = [...new Set(some)].map(id => ({
            id,
            owner: 'group:default/n',
          }));
        },
    ),
    fc.constant<Step>(({ cluster }) => cluster.dropWatches()),
    fc.constant<Step>(({ cluster }) => cluster.silenceWatches()),
    fc.constant<Step>(({ cluster }) => {
      cluster.forget();
      cluster.dropWatches();
    }),
    fc
      .tuple(
        kinds,
        fc.array(
          fc.constantFrom<Fault>(403, 404, 410, 500, 'empty', 'half', 'cut'),
          { maxLength: 2 },
        ),
      )
      .map(
        ([kind, faults]): Step =>
          ({ cluster }) => {
            cluster.faults.set(kind, [...faults]);
          },
      ),
    fc.integer({ min: 1, max: 3 }).map(
      (n): Step =>
        ({ catalog }) => {
          catalog.failures = n;
        },
    ),
    fc.integer({ min: 0, max: 12 }).map(
      (ms): Step =>
        async () => {
          await sleep(ms);
        },
    ),
    // A restart: the new replica remembers nothing.
    fc.constant<Step>(async world => {
      await world.backend.stop();
      world.backend = start(world.cluster, world.catalog, full);
    }),
    // Another replica is the leader in between.
    fc.integer({ min: 0, max: 30 }).map(
      (ms): Step =>
        async world => {
          await world.backend.stop();
          const other = start(world.cluster, world.catalog, full);
          await sleep(ms);
          await other.stop();
          world.backend.goOn();
        },
    ),
  );

  it('has what the cluster has after any schedule of changes, faults and restarts', async () => {
    let schedules = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        async steps => {
          const cluster = filled(6);
          const catalog = new FakeCatalog();
          const world = {
            cluster,
            catalog,
            backend: start(cluster, catalog, full),
          };
          try {
            for (const one of steps) {
              await one(world);
            }
            // Two empty lists in a row would be believed; see "a second read".
            cluster.faults.clear();
            catalog.failures = 0;
            cluster.dropWatches();
            await untilEqual(cluster, catalog);
          } finally {
            await world.backend.stop();
          }
          schedules += 1;
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
    expect(schedules).toBe(200);
  });
});
