import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { FakeClusters } from './__testUtils__/FakeClusters';
import {
  enactment,
  instance,
  mia,
  nad,
  namespace,
  node,
  policy,
  secretOfSamples,
  unregistered,
  vlanEntity,
  vm,
  vmEntity,
} from './__testUtils__/samples';
import { startKubevirt } from './__testUtils__/startKubevirt';
import { createRouter } from './router';
import { openapi } from './schema/openapi';

const entities = [
  mia,
  vmEntity,
  vlanEntity(1085, {
    metadata: { title: 'VLAN 1085 (provisioning)', description: 'Bare metal' },
    vlan: {
      subnet: '10.6.85.0/24',
      gateway: '10.6.85.1',
      reserved: ['10.6.85.1-10.6.85.19'],
      clusters: ['demo'],
    },
    refs: [
      'resource:demo/web-1.vm.demo',
      'resource:demo/nad-1085.network.demo',
    ],
  }),
  vlanEntity(1100, { vlan: { allowedGroups: [] } }),
  unregistered(1200, 'demo'),
  unregistered(1085, 'lab'),
];

function demoCluster(): FakeClusters {
  const clusters = new FakeClusters();
  clusters.put(
    'demo',
    node('n1'),
    node('n2', 'Unknown'),
    namespace('demo'),
    namespace('kube-system'),
    namespace('payments'),
    policy,
    enactment('n1', { type: 'Available' }),
    nad(),
    vm('web-1', '10.6.85.20', '02:00:00:00:00:01'),
    vm('web-2', '10.6.85.21', '02:00:00:00:00:02'),
    instance,
  );
  return clusters;
}

describe('the API', () => {
  let api: Awaited<ReturnType<typeof startKubevirt>>;
  const restart = async (options: Parameters<typeof startKubevirt>[0] = {}) => {
    await api?.stop();
    api = await startKubevirt({
      entities,
      clusters: demoCluster(),
      ...options,
    });
  };
  beforeEach(() => restart());
  afterAll(() => api.stop());

  it('describes every route', async () => {
    const { body } = await api.ask('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openapi)));
    const router = createRouter({} as any);
    const routes = router.stack.flatMap(({ route }) => {
      const { path, methods } = route as unknown as {
        path: string;
        methods: Record<string, boolean>;
      };
      return Object.keys(methods).map(
        method => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
      );
    });
    const described = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item).map(method => `${method} ${path}`),
    );
    expect(routes.sort()).toEqual(described.sort());
  });

  describe('access', () => {
    it('is denied without a user', async () => {
      const asked = async (authorization?: string) =>
        (
          await fetch(`${api.url}/vlans`, {
            headers: authorization ? { authorization } : {},
          })
        ).status;
      expect(await asked(mockCredentials.none.header())).toBe(401);
      expect(await asked(mockCredentials.service.header())).toBe(403);
    });

    it('is denied without the permission, on every endpoint', async () => {
      const authorize = jest.fn(async (requests: unknown[]) =>
        requests.map(
          (): DefinitivePolicyDecision => ({ result: AuthorizeResult.DENY }),
        ),
      );
      await restart({
        features: [mockServices.permissions.mock({ authorize }).factory],
      });
      const paths = Object.entries(openapi.paths).map(
        ([path, item]): [string, string] => [
          path.replace(/\{\w+\}/g, '1'),
          Object.keys(item)[0].toUpperCase(),
        ],
      );
      for (const [path, method] of paths) {
        const { status, body } = await api.ask(path, { method });
        expect([path, status]).toEqual([path, 403]);
        expect(body.error.message).toContain('kubevirt.view');
      }
      expect(authorize).toHaveBeenCalledTimes(paths.length);
      expect(api.clusters.opened).toBe(0);
    });
  });

  it.each([
    ['/vlans?limit=0', 'limit: found "0" (string), allowed: an integer from 1'],
    ['/vlans?limit=501', 'limit: found "501"'],
    ['/vlans?limit=1e2', 'limit: found "1e2"'],
    ['/vlans?offset=-1', 'offset: found "-1"'],
    [
      '/vlans?permitted=yes',
      'permitted: found "yes" (string), allowed: true or',
    ],
    [
      '/vlans?cluster=a&cluster=b',
      'cluster: found ["a","b"], allowed: the name',
    ],
    ['/vlans?serach=x', 'Unknown input: "serach"'],
    [
      '/vlans/5000',
      'id: found "5000" (string), allowed: an integer from 1 to 4',
    ],
    ['/vlans/01085', 'id: found "01085"'],
    ['/clusters?x=1', 'Unknown input: "x"'],
    [
      '/namespaces?cluster=other',
      'cluster: found "other", allowed: "demo", "lab"',
    ],
    ['/namespaces?vlanId=a', 'vlanId: found "a"'],
    ['/boot-sources?cluster=other', 'cluster: found "other", allowed'],
    ['/namespaces?q=a&q=b', 'q: found ["a","b"], allowed: a text of at most'],
    [`/namespaces?q=${'x'.repeat(101)}`, 'a text of at most 100 characters'],
    [`/preferences?q=${'x'.repeat(101)}`, 'a text of at most 100 characters'],
    ['/clusters?q=a', 'Unknown input: "q"'],
    ['/vms/demo/a%2Fb/web-1', 'namespace: found "a/b"'],
    ['/vms/demo/demo/..%2Fx', 'name: found "../x"'],
    ['/vms/demo/demo/web-1?x=1', 'Unknown input: "x"'],
  ])('refuses %s', async (path, message) => {
    const { status, body } = await api.ask(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  describe('/vlans', () => {
    const ids = async (query: string) =>
      (await api.ask(`/vlans${query}`)).body.items.map((vlan: any) => vlan.id);

    it('lists them by id, with what the user may do', async () => {
      const { body } = await api.ask('/vlans');
      expect(body.totalItems).toBe(4);
      expect(body.items[0]).toEqual({
        entityRef: 'resource:default/vlan-1085',
        id: 1085,
        title: 'VLAN 1085 (provisioning)',
        description: 'Bare metal',
        owner: 'group:default/network',
        isRegistered: true,
        subnet: '10.6.85.0/24',
        gateway: '10.6.85.1',
        clusters: ['demo'],
        allowedGroups: ['group:default/platform'],
        allowedNamespaces: ['demo'],
        permit: { allowed: true },
        networks: 1,
        vms: 1,
      });
      expect(body.items.map((vlan: any) => vlan.permit.reason)).toEqual([
        undefined,
        expect.stringContaining('VLAN 1085 is not registered'),
        'found user:default/mia (member of group:default/platform), allowed: its owner group:default/network, and nobody else; ask its owner group:default/network',
        expect.stringContaining('ask the platform team'),
      ]);
    });

    it('filters and pages', async () => {
      expect(await ids('?isRegistered=false')).toEqual([1085, 1200]);
      expect(await ids('?permitted=true')).toEqual([1085]);
      expect(await ids('?cluster=lab')).toEqual([1085, 1100]);
      expect(await ids('?search=bare%20METAL')).toEqual([1085]);
      expect(await ids('?search=10.6.85')).toEqual([1085]);
      expect(await ids('?search=nothing')).toEqual([]);
      const { body } = await api.ask('/vlans?limit=2&offset=1');
      expect(body).toMatchObject({ totalItems: 4, nextOffset: 3 });
      expect(await ids('?limit=2&offset=3')).toEqual([1200]);
      expect((await api.ask('/vlans?offset=9')).body).toEqual({
        items: [],
        totalItems: 4,
      });
    });

    it('reports errors of the catalog, and that nobody may use the VLAN', async () => {
      const stale = {
        ...vlanEntity(1085),
        status: {
          items: [
            {
              type: 'backstage.io/catalog-processing',
              level: 'error',
              message: 'it is not valid',
            },
            { type: 'other', level: 'error', message: 'x' },
          ],
        },
      };
      const broken = vlanEntity(1090, { vlan: { id: '1090' } });
      const nameless = vlanEntity(1, {
        metadata: { name: 'x' },
        vlan: { id: 'y' },
      });
      await restart({ entities: [mia, stale, broken, nameless] });
      const { body } = await api.ask('/vlans');
      expect(body.items).toMatchObject([
        { id: 1085, errors: ['it is not valid'], permit: { allowed: false } },
        {
          id: 1090,
          errors: [expect.stringContaining('spec.vlan.id: found "1090"')],
          permit: { allowed: false },
        },
      ]);
    });

    it('asks the catalog if a name does not reveal the type of a dependent', async () => {
      const hashed = (name: string, type: string) => ({
        ...vmEntity,
        metadata: { name, namespace: 'demo' },
        spec: { type, owner: 'group:default/platform' },
      });
      const names = [
        'a.b.vm.demo_0123456789ab',
        'long_0123456789ac',
        'x_0123456789ad',
      ];
      await restart({
        entities: [
          mia,
          hashed(names[0], 'network-attachment'),
          hashed(names[1], 'virtual-machine'),
          hashed(names[2], 'database'),
          vlanEntity(1085, {
            refs: [
              ...names.map(n => `resource:demo/${n}`),
              'resource:demo/db',
              'component:default/shop',
            ],
          }),
        ],
      });
      expect((await api.ask('/vlans')).body.items[0]).toMatchObject({
        networks: 1,
        vms: 1,
      });
    });
  });

  describe('/vlans/:id', () => {
    it('returns the current state on the cluster', async () => {
      const { body } = await api.ask('/vlans/1085');
      expect(body.vlan).toMatchObject({ id: 1085, isRegistered: true });
      expect(body.clusters).toEqual([
        {
          cluster: 'demo',
          state: {
            value: {
              cluster: 'demo',
              policies: [
                {
                  name: 'vlan-1085-policy-c7000',
                  uplink: 'eno49',
                  bridge: 'bridge-1085',
                  progress: {
                    verdict: 'configured',
                    matching: 2,
                    ready: 1,
                    configured: 1,
                    nodes: [
                      { node: 'n1', state: 'configured' },
                      {
                        node: 'n2',
                        state: 'ignored',
                        message: 'the node is not Ready',
                      },
                    ],
                  },
                },
              ],
              networks: [
                {
                  namespace: 'demo',
                  name: 'nad-1085',
                  entityRef: 'resource:demo/nad-1085.network.demo',
                },
              ],
              vms: [
                {
                  namespace: 'demo',
                  name: 'web-1',
                  entityRef: 'resource:demo/web-1.vm.demo',
                  addresses: ['10.6.85.20', '10.6.85.77'],
                },
                {
                  namespace: 'demo',
                  name: 'web-2',
                  entityRef: 'resource:demo/web-2.vm.demo',
                  addresses: ['10.6.85.21'],
                },
              ],
            },
          },
        },
      ]);
      expect(body.addresses.value).toMatchObject({
        total: '256',
        reserved: '21',
        free: '232',
        nextFree: '10.6.85.22',
        used: [
          {
            address: '10.6.85.20',
            vm: 'demo/demo/web-1',
            entityRef: 'resource:demo/web-1.vm.demo',
            nic: 'nic-1',
          },
          { address: '10.6.85.77' },
          { address: '10.6.85.21' },
        ],
      });
      expect(body.addresses.value).not.toHaveProperty('incomplete');
      expect(JSON.stringify(body)).not.toContain(secretOfSamples);
    });

    it('reads as the user, once within some seconds, and closes the connection', async () => {
      await Promise.all([api.ask('/vlans/1085'), api.ask('/vlans/1085')]);
      await api.ask('/vlans/1085');
      const { clusters } = api;
      expect(clusters.asked.filter(kind => kind === 'VirtualMachine')).toEqual([
        'VirtualMachine',
      ]);
      expect(clusters.identities[0]).toEqual({
        type: 'impersonate',
        user: 'backstage:default/mia',
        groups: ['backstage:default/platform'],
      });
      expect(clusters.closed).toBe(clusters.opened);
    });

    it('is another VLAN on a cluster that the registered one does not name', async () => {
      const { body } = await api.ask('/vlans/1085?cluster=lab');
      expect(body).toMatchObject({
        vlan: { entityRef: 'resource:default/vlan-1085.unregistered.lab' },
        addresses: { unavailable: expect.stringContaining('subnet') },
        clusters: [
          {
            cluster: 'lab',
            state: {
              unavailable:
                'no connection to cluster lab is configured (kubernetes.clusterLocatorMethods)',
            },
          },
        ],
      });
    });

    it('explains that there is no such VLAN', async () => {
      const { status, body } = await api.ask('/vlans/7');
      expect(status).toBe(404);
      expect(body.error.message).toContain(
        'The catalog has no VLAN 7 that user:default/mia can see',
      );
      expect((await api.ask('/vlans/1200?cluster=lab')).status).toBe(404);
    });

    it('leaves out what the user may not read', async () => {
      const clusters = demoCluster();
      for (const kind of [
        'Node',
        'NodeNetworkConfigurationPolicy',
        'NetworkAttachmentDefinition',
        'VirtualMachine',
        'VirtualMachineInstance',
      ]) {
        clusters.faults.set(kind, 403);
      }
      await restart({ clusters });
      const { body } = await api.ask('/vlans/1085');
      const { value } = body.clusters[0].state;
      // If policies can't be read, the catalog says which networks are on the VLAN.
      expect(value.networks).toHaveLength(1);
      expect(value.vms).toHaveLength(2);
      expect(value.policies).toEqual([]);
      expect(value.missing).toEqual([
        'NodeNetworkConfigurationPolicy objects can’t be read on cluster demo as backstage:default/mia (HTTP 403)',
        expect.stringContaining('only namespace demo was read, as Network'),
        expect.stringContaining(
          'only namespace demo was read, as VirtualMachine ',
        ),
        expect.stringContaining('as VirtualMachineInstance'),
        expect.stringContaining('Node objects'),
      ]);
      expect(body.addresses.value.incomplete).toContain('only namespace demo');
      expect(body.addresses.value.incomplete).not.toContain('Node objects');
    });

    it("uses the policy's own status if enactments can't be read", async () => {
      const clusters = demoCluster();
      clusters.faults.set('NodeNetworkConfigurationEnactment', 403);
      await restart({ clusters });
      const { value } = (await api.ask('/vlans/1085')).body.clusters[0].state;
      expect(value.policies[0].progress).toEqual({
        verdict: 'configured',
        nodes: [],
        configured: 0,
      });
      expect(value.missing).toEqual([
        expect.stringContaining('NodeNetworkConfigurationEnactment'),
      ]);
    });

    it('succeeds although a cluster is down', async () => {
      const clusters = demoCluster();
      clusters.open = async () => {
        throw new Error('connect ECONNREFUSED.');
      };
      await restart({ clusters });
      const { status, body } = await api.ask('/vlans/1085');
      const unavailable = 'cluster demo can’t be read: connect ECONNREFUSED';
      expect(status).toBe(200);
      expect(body.clusters[0].state).toEqual({ unavailable });
      expect(body.addresses).toEqual({ unavailable });
    });

    it('says why nothing is read if only tokens are configured, which pages do not have', async () => {
      await restart({ kubevirt: { apply: { identity: 'user-token' } } });
      const { body } = await api.ask('/vlans/1085');
      expect(body.clusters[0].state.unavailable).toContain(
        'a page has no token of yours; live data needs kubevirt.facts.identity',
      );
      expect(api.clusters.opened).toBe(0);
      await restart({
        kubevirt: {
          apply: { identity: 'user-token' },
          facts: { identity: 'service-account' },
        },
      });
      await api.ask('/vlans/1085');
      expect(api.clusters.identities[0]).toEqual({ type: 'service-account' });
    });

    it('does not share reads between identities', async () => {
      const leo = { ...mia, metadata: { ...mia.metadata, name: 'leo' } };
      await restart({ entities: [...entities, leo] });
      const stateOf = async (user: string) =>
        (await api.ask('/vlans/1085', { user })).body.clusters[0].state;
      expect(await stateOf('user:default/mia')).toHaveProperty('value');
      api.clusters.faults.set('NetworkAttachmentDefinition', 500);
      api.clusters.faults.set('NodeNetworkConfigurationPolicy', 500);
      expect(await stateOf('user:default/mia')).toHaveProperty('value');
      expect(await stateOf('user:default/leo')).toEqual({
        unavailable: expect.stringContaining('as backstage:default/leo'),
      });
      expect(await stateOf('user:default/eve')).toEqual({
        unavailable: expect.stringContaining(
          'user:default/eve has no entity in the catalog',
        ),
      });
    });
  });

  it('/clusters counts the nodes of pools', async () => {
    expect((await api.ask('/clusters')).body).toEqual([
      {
        name: 'demo',
        isConnected: true,
        isDefault: true,
        nodePools: [
          {
            name: 'c7000',
            description: 'Blades',
            uplink: 'eno49',
            nodeSelector: ['hardware=c7000'],
            nodes: { value: { matching: 2, ready: 1 } },
          },
        ],
      },
      { name: 'lab', isConnected: false, nodePools: [] },
    ]);
  });

  it.each([
    ['the only one', { demo: {} }, undefined, ['demo']],
    ['none of several', { demo: {}, lab: {} }, undefined, []],
    ['the one that is configured', { demo: {}, lab: {} }, 'lab', ['lab']],
  ])('/clusters tells the default one: %s', async (_, clusters, name, told) => {
    await restart({ kubevirt: { clusters, defaultCluster: name } });
    const { body } = await api.ask('/clusters');
    expect(
      body
        .filter(({ isDefault }: any) => isDefault)
        .map((cluster: any) => cluster.name),
    ).toEqual(told);
  });

  describe('/namespaces', () => {
    it('lists those of the cluster, and which of them may be used', async () => {
      expect((await api.ask('/namespaces')).body.items).toEqual([
        { name: 'demo' },
        { name: 'kube-system', reason: expect.stringContaining('platform') },
        { name: 'payments' },
      ]);
      const { body } = await api.ask('/namespaces?vlanId=1085');
      expect(body.items[0]).toEqual({ name: 'demo' });
      expect(body.items[2].reason).toBe(
        'found namespace "payments", allowed: "demo"; ask its owner group:default/network',
      );
      expect(
        (await api.ask('/namespaces?vlanId=1100')).body.items[0].reason,
      ).toContain('found user:default/mia');
      expect(
        (await api.ask('/namespaces?vlanId=1200')).body.items[0].reason,
      ).toContain('not registered');
      expect((await api.ask('/namespaces?vlanId=7')).status).toBe(404);
    });

    it('searches the names', async () => {
      const { body } = await api.ask('/namespaces?vlanId=1085&q=%20AY&limit=1');
      expect(body).toEqual({
        items: [{ name: 'payments', reason: expect.stringContaining('demo') }],
        totalItems: 1,
      });
      expect((await api.ask('/namespaces?q=e&limit=1')).body).toEqual({
        items: [{ name: 'demo' }],
        totalItems: 3,
        nextOffset: 1,
      });
      expect((await api.ask('/namespaces?q=nowhere')).body.items).toEqual([]);
    });

    it('lists the projects of a user who may not list namespaces', async () => {
      const clusters = demoCluster();
      clusters.faults.set('Namespace', 403);
      clusters.put('demo', {
        apiVersion: 'project.openshift.io/v1',
        kind: 'Project',
        metadata: { name: 'mine' },
      });
      await restart({ clusters });
      expect((await api.ask('/namespaces')).body.items).toEqual([
        { name: 'mine' },
      ]);
    });

    it("lists those of the catalog if the cluster can't be read", async () => {
      expect((await api.ask('/namespaces?cluster=lab')).body.items).toEqual([
        { name: 'demo' },
      ]);
      const clusters = demoCluster();
      clusters.faults.set('Namespace', 500);
      await restart({ clusters, entities: [mia, vmEntity] });
      expect((await api.ask('/namespaces')).body).toEqual({
        items: [{ name: 'demo' }],
        totalItems: 1,
      });
    });
  });

  describe('/vms', () => {
    it('returns the current state of a VM', async () => {
      const { body } = await api.ask('/vms/demo/demo/web-1');
      expect(body).toEqual({
        status: 'Running',
        nics: [
          { name: 'default', vlans: [], addresses: [] },
          {
            name: 'nic-1',
            network: 'demo/nad-1085',
            vlans: [1085],
            mac: '02:00:00:00:00:01',
            addresses: ['10.6.85.20', '10.6.85.77'],
            linkState: 'up',
          },
        ],
      });
      expect(JSON.stringify(body)).not.toContain(secretOfSamples);
    });

    it("takes the VLANs from the catalog if policies can't be read", async () => {
      const clusters = demoCluster();
      clusters.faults.set('NodeNetworkConfigurationPolicy', 403);
      clusters.faults.set('VirtualMachineInstance of demo', 403);
      await restart({ clusters });
      const { body } = await api.ask('/vms/demo/demo/web-1');
      expect(body.nics[1]).toMatchObject({
        vlans: [1085],
        addresses: ['10.6.85.20'],
      });
    });

    it("reports why a VM can't be read", async () => {
      expect((await api.ask('/vms/demo/demo/none')).status).toBe(404);
      expect((await api.ask('/vms/other/demo/web-1')).status).toBe(404);
      expect((await api.ask('/vms/lab/demo/web-1')).status).toBe(503);
      const clusters = demoCluster();
      clusters.faults.set('VirtualMachine of demo', 403);
      await restart({ clusters });
      expect((await api.ask('/vms/demo/demo/web-1')).status).toBe(403);
    });

    it('requires the entity if the cluster is read as Backstage', async () => {
      await restart({ kubevirt: { facts: { identity: 'service-account' } } });
      expect((await api.ask('/vms/demo/demo/web-1')).status).toBe(200);
      expect((await api.ask('/vms/demo/demo/web-2')).status).toBe(404);
    });
  });

  describe('choices for a VM', () => {
    const source = (ns: string, name: string, ready = 'True') => ({
      apiVersion: 'cdi.kubevirt.io/v1beta1',
      kind: 'DataSource',
      metadata: { namespace: ns, name },
      status: { conditions: [{ type: 'Ready', status: ready }] },
    });
    const images = 'openshift-virtualization-os-images';

    it('are listed by name', async () => {
      const clusters = demoCluster();
      clusters.put(
        'demo',
        source(images, 'rhel9'),
        source(images, 'fedora'),
        source(images, 'win11', 'False'),
        {
          apiVersion: 'instancetype.kubevirt.io/v1beta1',
          kind: 'VirtualMachineClusterInstancetype',
          metadata: { name: 'u1.small' },
          spec: { cpu: { guest: 1 }, memory: { guest: '2Gi' } },
        },
        {
          apiVersion: 'instancetype.kubevirt.io/v1beta1',
          kind: 'VirtualMachineClusterPreference',
          metadata: {
            name: 'fedora',
            annotations: { 'openshift.io/display-name': 'Fedora (amd64)' },
          },
        },
      );
      await restart({ clusters });
      expect((await api.ask('/boot-sources?limit=1')).body).toEqual({
        items: [{ name: 'fedora', namespace: images }],
        totalItems: 2,
        nextOffset: 1,
      });
      expect((await api.ask('/instancetypes?cluster=demo')).body.items).toEqual(
        [{ name: 'u1.small', title: '1 CPU, 2Gi' }],
      );
      expect((await api.ask('/preferences')).body.items).toEqual([
        { name: 'fedora', title: 'Fedora (amd64)' },
      ]);
      const namesOf = async (path: string) =>
        (await api.ask(path)).body.items.map((item: any) => item.name);
      expect(await namesOf('/boot-sources?q=RHEL')).toEqual(['rhel9']);
      expect(await namesOf('/instancetypes?q=2gi')).toEqual(['u1.small']);
      expect(await namesOf('/preferences?q=AMD64')).toEqual(['fedora']);
      expect(await namesOf('/preferences?q=rhel')).toEqual([]);
      clusters.faults.set('DataSource', 403);
      await restart({ clusters });
      expect((await api.ask('/boot-sources')).body.totalItems).toBe(2);
    });

    it("are empty on a cluster without the kind, and an error if they can't be read", async () => {
      const clusters = demoCluster();
      clusters.faults.set('DataSource', 404);
      clusters.faults.set('VirtualMachineClusterInstancetype', 500);
      clusters.faults.set('VirtualMachineClusterPreference', 403);
      await restart({ clusters });
      expect((await api.ask('/boot-sources')).body.items).toEqual([]);
      expect((await api.ask('/instancetypes')).status).toBe(503);
      expect((await api.ask('/preferences')).status).toBe(403);
      expect((await api.ask('/preferences?cluster=lab')).status).toBe(503);
    });
  });
});
