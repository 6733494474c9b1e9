import { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { sample } from '../__testUtils__/samples';
import { CatalogSync } from './CatalogSync';
import { CatalogWriter } from './CatalogWriter';
import { MirroredFacts } from './ClusterMirrors';

const byName = (...objects: KubeObject[]) =>
  new Map(
    objects.map(object => [
      `${object.metadata.namespace ?? ''}/${object.metadata.name}`,
      object,
    ]),
  );

const facts = (): MirroredFacts => ({
  vms: byName(sample.vm('demo', 'vm-1', [1085])),
  networks: byName(sample.network('demo', 1085)),
  policies: byName(sample.policy(1085)),
  namespaces: byName(sample.namespace('demo')),
  clusterNetworks: byName(),
  readAt: performance.now(),
});

/** A sync whose first delta waits until it is released, and the mutations that it handed over. */
function blockedSync() {
  const mutations: string[] = [];
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  const writer = new CatalogWriter({
    connection: {
      applyMutation: async ({ type }) => {
        mutations.push(type);
        if (type === 'delta') {
          await released;
        }
      },
      refresh: async () => {},
    },
    locationKey: 'demo',
    limitMs: 10_000,
  });
  const onDoubt = jest.fn();
  const sync = new CatalogSync({
    cluster: 'demo',
    settings: { defaultOwner: 'group:default/unknown', location: 'demo' },
    removal: { maxShare: 0.2, windowMs: 300_000 },
    writer,
    onDoubt,
    onFull: () => {},
    logger: { warn: jest.fn(), error: jest.fn() },
  });
  sync.setCatalog({ vlans: [], systems: new Set(), components: new Map() });
  return { sync, mutations, release, onDoubt };
}

describe('CatalogSync', () => {
  const { signal } = new AbortController();

  it('hands over everything once that was requested', async () => {
    const { sync, mutations, release } = blockedSync();
    release();
    await sync.learn(async () => new Map());
    sync.requestFull();
    await sync.handOver(facts(), signal);
    expect(mutations).toEqual(['delta', 'full']);
  });

  it('does not hand over everything while the catalog has entities that the lists lack', async () => {
    const { sync, mutations, release, onDoubt } = blockedSync();
    await sync.learn(async () => new Map());
    sync.requestFull();
    const handedOver = sync.handOver(facts(), signal);
    await sync.learn(
      async () => new Map([['resource:demo/added-by-another-replica', 'x']]),
    );
    release();
    await handedOver;
    expect(mutations).toEqual(['delta']);
    await sync.handOver(facts(), signal);
    expect(mutations).toEqual(['delta']);
    expect(onDoubt).toHaveBeenCalledTimes(1);
  });
});
