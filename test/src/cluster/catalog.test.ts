import { setTimeout as sleep } from 'node:timers/promises';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import * as kit from 'kubevirt-vlan-test-kit';
import { TestCluster, describeOnCluster, refs } from '../__testUtils__/cluster';
import { demoConfig, startBackend } from '../__testUtils__/startBackend';
import { network as onBridge, policy } from '../__testUtils__/vlanObjects';

jest.setTimeout(180_000);

const network = (namespace: string, name: string, config: object) =>
  kit.network({
    namespace,
    name,
    config: { cniVersion: '0.3.1', name, ...config },
  });
const networks = (ids: number[]) =>
  ids.map(id => ({
    name: `nic-${id}`,
    multus: { networkName: `nad-${id}` },
  }));
const interfaces = (ids: number[]) =>
  ids.map(id => ({ name: `nic-${id}`, bridge: {} }));
const vm = (
  namespace: string,
  name: string,
  ids: number[],
  metadata: object = {},
): KubeObject =>
  kit.vm({
    namespace,
    name,
    metadata,
    runStrategy: 'Halted',
    spec: {
      domain: {
        resources: { requests: { memory: '1Gi' } },
        devices: {
          disks: [{ name: 'seed', disk: {} }],
          interfaces: interfaces(ids),
        },
      },
      networks: networks(ids),
      volumes: [
        {
          name: 'seed',
          cloudInitNoCloud: { userData: '#cloud-config\npassword: geheim' },
        },
      ],
    },
  });

describeOnCluster('the catalog of a cluster', () => {
  let cluster: TestCluster;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  let namespace: string;
  let runs = 0;

  const config = (more: object = {}) => {
    const { server, caFile, serviceAccountToken } = cluster.controlPlane;
    const demo = demoConfig('http://127.0.0.1:1/gitops.git', {
      isRegistered: true,
    });
    return {
      ...demo,
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'demo',
                url: server,
                caFile,
                authProvider: 'serviceAccount',
                serviceAccountToken,
              },
            ],
          },
        ],
      },
      catalog: {
        ...demo.catalog,
        providers: {
          kubevirt: { demo: { defaultOwner: 'platform', ...more } },
        },
      },
    };
  };
  const start = (more: object = {}) =>
    startBackend(config(more), { features: [schedulerServiceFactory] });

  beforeAll(async () => {
    cluster = await TestCluster.start();
    backend = await start();
  });
  afterAll(async () => {
    await backend?.stop();
    await cluster?.stop();
  });
  beforeEach(async () => {
    runs += 1;
    namespace = await cluster.namespace(`catalog-${runs}`);
  });

  const entity = async (name: string, home = namespace): Promise<any> => {
    const response = await backend.get(
      `/api/catalog/entities/by-name/resource/${home}/${name}`,
    );
    return response.ok ? response.json() : undefined;
  };
  /** The relations of an entity that we create. */
  const related = async (name: string, home = namespace) =>
    ((await entity(name, home))?.relations ?? [])
      .map((relation: any) => `${relation.type} ${relation.targetRef}`)
      .sort();
  const until = async <T>(
    what: string,
    read: () => Promise<T>,
    isSo: (found: T) => boolean,
  ): Promise<T> => {
    let found: T | undefined;
    for (let tries = 0; tries < 300; tries += 1) {
      found = await read();
      if (isSo(found)) {
        return found;
      }
      await sleep(100);
    }
    throw new Error(`${what}: ${JSON.stringify(found)}`);
  };
  const untilRelated = (name: string, wanted: string[], home?: string) =>
    until(
      name,
      () => related(name, home),
      found => JSON.stringify(found) === JSON.stringify([...wanted].sort()),
    );
  const untilGone = (name: string, home?: string) =>
    until(
      name,
      () => entity(name, home),
      found => found === undefined,
    );
  const all = async (filter: string): Promise<string[]> => {
    const response = await backend.get(
      `/api/catalog/entities/by-query?limit=500&filter=${filter}&fields=metadata.name`,
    );
    const { items } = await response.json();
    return items.map(({ metadata }: any) => metadata.name).sort();
  };

  it('relates a VM to its network and VLAN in both directions', async () => {
    await cluster.create(policy(1085));
    await cluster.create(onBridge(namespace, 1085));
    await cluster.create(vm(namespace, 'web-1', [1085]));
    await untilRelated('web-1.vm.demo', [
      'dependsOn resource:default/vlan-1085',
      `dependsOn resource:${namespace}/nad-1085.network.demo`,
      'ownedBy group:default/network',
    ]);
    await untilRelated('nad-1085.network.demo', [
      'dependsOn resource:default/vlan-1085',
      `dependencyOf resource:${namespace}/web-1.vm.demo`,
      'ownedBy group:default/network',
    ]);
    expect(await related('vlan-1085', 'default')).toEqual(
      expect.arrayContaining([
        `dependencyOf resource:${namespace}/web-1.vm.demo`,
        `dependencyOf resource:${namespace}/nad-1085.network.demo`,
        'ownedBy group:default/network',
      ]),
    );
    const found = await entity('web-1.vm.demo');
    expect(JSON.stringify(found)).not.toMatch(/geheim|cloud/);
    expect(found.spec.virtualMachine).toEqual({
      cluster: 'demo',
      namespace,
      name: 'web-1',
      runStrategy: 'Halted',
      nics: [
        { name: 'nic-1085', network: `${namespace}/nad-1085`, vlans: [1085] },
      ],
    });
    // The platform team's entity is unchanged.
    const vlan = await entity('vlan-1085', 'default');
    expect(vlan.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': expect.stringMatching(/^file:/),
    });
  });

  it('follows a VM to another VLAN, another network, a second NIC, and no NIC', async () => {
    await cluster.create(policy(1090));
    await cluster.create(onBridge(namespace, 1090));
    await cluster.create(vm(namespace, 'db-1', [1090]));
    const on = (...ids: number[]) => [
      ...ids.flatMap(id => [
        `dependsOn resource:default/vlan-${id}`,
        `dependsOn resource:${namespace}/nad-${id}.network.demo`,
      ]),
      `ownedBy group:default/${ids.length > 0 ? 'network' : 'platform'}`,
    ];
    await untilRelated('db-1.vm.demo', on(1090));

    // Another NIC, on a VLAN by the NAD's own tag.
    await cluster.create(
      network(namespace, 'nad-1100', {
        type: 'cnv-bridge',
        bridge: 'trunk',
        vlan: 1100,
      }),
    );
    const spec = (ids: number[]) => ({
      spec: {
        template: {
          spec: {
            networks: networks(ids),
            domain: { devices: { interfaces: interfaces(ids) } },
          },
        },
      },
    });
    const name = refs.vm(namespace, 'db-1');
    await cluster.change(name, spec([1090, 1100]));
    await untilRelated('db-1.vm.demo', on(1090, 1100));
    await cluster.change(name, spec([1100]));
    await untilRelated('db-1.vm.demo', on(1100));

    // The VM's network moves to another VLAN.
    await cluster.change(refs.network(namespace, 'nad-1100'), {
      spec: {
        config: JSON.stringify({
          name: 'nad-1100',
          type: 'cnv-bridge',
          bridge: 'bridge-1090',
        }),
      },
    });
    await untilRelated('db-1.vm.demo', [
      'dependsOn resource:default/vlan-1090',
      `dependsOn resource:${namespace}/nad-1100.network.demo`,
      'ownedBy group:default/network',
    ]);
    await cluster.change(name, spec([]));
    await untilRelated('db-1.vm.demo', on());
    await cluster.remove(name);
    await untilGone('db-1.vm.demo');
    await cluster.remove(refs.network(namespace, 'nad-1100'));
    await untilGone('nad-1100.network.demo');
  });

  it('leaves no orphan after a rename', async () => {
    await cluster.create(onBridge(namespace, 1085));
    await cluster.create(vm(namespace, 'old', [1085]));
    await until('old', () => entity('old.vm.demo'), Boolean);
    // Kubernetes cannot rename: delete and create.
    await cluster.remove(refs.vm(namespace, 'old'));
    await cluster.create(vm(namespace, 'new', [1085]));
    await until('new', () => entity('new.vm.demo'), Boolean);
    await untilGone('old.vm.demo');

    // To another namespace.
    const other = await cluster.namespace(`${namespace}-b`);
    await cluster.remove(refs.vm(namespace, 'new'));
    await cluster.create(vm(other, 'new', []));
    await until('new', () => entity('new.vm.demo', other), Boolean);
    await untilGone('new.vm.demo');

    // And a bridge: the policy and the network name another one.
    await cluster.create(policy(1234, 'bridge-old'));
    const nad = (bridge: string) => ({
      spec: {
        config: JSON.stringify({ name: 'n', type: 'cnv-bridge', bridge }),
      },
    });
    await cluster.create({
      ...refs.network(namespace, 'n'),
      ...nad('bridge-old'),
    });
    await untilRelated('n.network.demo', [
      'dependsOn resource:default/vlan-1234.unregistered.demo',
      'ownedBy group:default/platform',
    ]);
    // A policy in progress may not be changed, and there are no nodes to finish this one.
    await cluster.remove(refs.policy('vlan-1234-policy-c7000'));
    await cluster.create(policy(1234, 'bridge-new'));
    await untilRelated('n.network.demo', ['ownedBy group:default/platform']);
    await cluster.change(refs.network(namespace, 'n'), nad('bridge-new'));
    await untilRelated('n.network.demo', [
      'dependsOn resource:default/vlan-1234.unregistered.demo',
      'ownedBy group:default/platform',
    ]);
    await cluster.remove(refs.policy('vlan-1234-policy-c7000'));
    await untilGone('vlan-1234.unregistered.demo', 'default');
  });

  it('marks a VLAN that is not registered', async () => {
    await cluster.create(policy(2000));
    const found = await until<any>(
      'vlan-2000',
      () => entity('vlan-2000.unregistered.demo', 'default'),
      Boolean,
    );
    expect(found.metadata.title).toBe('VLAN 2000 on demo, not registered');
    expect(found.spec.vlan).toEqual({
      id: 2000,
      clusters: ['demo'],
      isRegistered: false,
    });
    expect(found.status?.items ?? []).toEqual([]);
  });

  it('takes the owner and the system from the VM or its namespace', async () => {
    await cluster.create(
      vm(namespace, 'mine', [], {
        annotations: {
          'kubevirt-vlan.backstage.io/owner': 'user:default/guest',
          'kubevirt-vlan.backstage.io/part-of': 'component:default/shop',
        },
      }),
    );
    await untilRelated('mine.vm.demo', [
      'ownedBy user:default/guest',
      'partOf component:default/shop',
    ]);
    await cluster.create(vm(namespace, 'theirs', []));
    await untilRelated('theirs.vm.demo', ['ownedBy group:default/platform']);
    await cluster.change(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      {
        metadata: {
          annotations: { 'kubevirt-vlan.backstage.io/owner': 'network' },
        },
      },
    );
    await untilRelated('theirs.vm.demo', ['ownedBy group:default/network']);
  });

  it('matches the cluster after a restart, without duplicates', async () => {
    await cluster.create(onBridge(namespace, 1085));
    for (let i = 0; i < 20; i += 1) {
      await cluster.create(vm(namespace, `many-${i}`, [1085]));
    }
    const mine = `metadata.namespace=${namespace}`;
    await until(
      'many',
      () => all(mine),
      found => found.length === 21,
    );
    await backend.stop();
    await cluster.remove(refs.vm(namespace, 'many-7'));
    backend = await start();
    const found = await until(
      'many',
      () => all(mine),
      names => names.length === 20,
    );
    expect(new Set(found).size).toBe(20);
    expect(found).not.toContain('many-7.vm.demo');
  });
});
