import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import fc from 'fast-check';
import { KubeObject } from '../model/kubeObject';
import { CatalogFacts, EntityFacts } from './facts';
import { forEntities } from './forEntities';
import { toEntities } from './toEntities';

const named = (
  apiVersion: string,
  kind: string,
  metadata: KubeObject['metadata'],
  spec?: unknown,
): KubeObject => ({ apiVersion, kind, metadata, ...(spec ? { spec } : {}) });

const policy = (id: number, bridge = `bridge-${id}`, name = `vlan-${id}`) =>
  named(
    'nmstate.io/v1',
    'NodeNetworkConfigurationPolicy',
    { name },
    {
      desiredState: {
        interfaces: [
          {
            name: `eno49.${id}`,
            type: 'vlan',
            vlan: { 'base-iface': 'eno49', id },
          },
          {
            name: bridge,
            type: 'linux-bridge',
            bridge: { port: [{ name: `eno49.${id}` }] },
          },
        ],
      },
    },
  );
const nad = (
  name: string,
  config: object,
  metadata: Partial<KubeObject['metadata']> = {},
) =>
  named(
    'k8s.cni.cncf.io/v1',
    'NetworkAttachmentDefinition',
    { name, namespace: 'demo', ...metadata },
    { config: JSON.stringify({ cniVersion: '0.3.1', name, ...config }) },
  );
const onBridge = (name: string, bridge: string, more = {}) =>
  nad(name, { type: 'cnv-bridge', bridge, ...more });
const vm = (
  name: string,
  networks: string[],
  metadata: Partial<KubeObject['metadata']> = {},
) =>
  named(
    'kubevirt.io/v1',
    'VirtualMachine',
    { name, namespace: 'demo', ...metadata },
    {
      runStrategy: 'Always',
      template: {
        spec: {
          networks: networks.map((networkName, i) => ({
            name: `nic-${i}`,
            multus: { networkName },
          })),
          volumes: [{ cloudInitNoCloud: { userData: 'password: geheim' } }],
        },
      },
    },
  );
const namespace = (name: string, annotations = {}) =>
  named('v1', 'Namespace', { name, annotations });

const facts = (more: Partial<EntityFacts> = {}): EntityFacts => ({
  cluster: 'demo',
  vms: [vm('web-1', ['nad-1085'])],
  networks: [onBridge('nad-1085', 'bridge-1085')],
  policies: [policy(1085)],
  namespaces: [namespace('demo')],
  clusterNetworks: [],
  ...more,
});
const catalog = (more: Partial<CatalogFacts> = {}): CatalogFacts => ({
  vlans: [{ id: 1085, owner: 'group:default/network' }],
  systems: new Set(),
  components: new Map(),
  ...more,
});
const settings = {
  defaultOwner: 'group:default/unknown',
  location: 'kubevirt:demo',
};
const entities = (f = facts(), c = catalog()) =>
  new Map(
    toEntities(f, c, settings).map(entity => [
      stringifyEntityRef(entity),
      entity as any,
    ]),
  );

describe('toEntities', () => {
  it('relates a VM to its network and its VLAN', () => {
    expect([...entities().entries()]).toEqual([
      [
        'resource:demo/web-1.vm.demo',
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: {
            namespace: 'demo',
            name: 'web-1.vm.demo',
            title: 'web-1',
            annotations: {
              'backstage.io/managed-by-location': 'kubevirt:demo',
              'backstage.io/managed-by-origin-location': 'kubevirt:demo',
              'kubevirt-vlan.backstage.io/cluster': 'demo',
              'backstage.io/kubernetes-cluster': 'demo',
              'backstage.io/kubernetes-namespace': 'demo',
              'backstage.io/kubernetes-label-selector':
                'vm.kubevirt.io/name=web-1',
            },
          },
          spec: {
            type: 'virtual-machine',
            owner: 'group:default/network',
            dependsOn: [
              'resource:default/vlan-1085',
              'resource:demo/nad-1085.network.demo',
            ],
            virtualMachine: {
              cluster: 'demo',
              namespace: 'demo',
              name: 'web-1',
              runStrategy: 'Always',
              nics: [
                { name: 'nic-0', network: 'demo/nad-1085', vlans: [1085] },
              ],
            },
          },
        },
      ],
      [
        'resource:demo/nad-1085.network.demo',
        expect.objectContaining({
          spec: {
            type: 'network-attachment',
            owner: 'group:default/network',
            dependsOn: ['resource:default/vlan-1085'],
            network: {
              cluster: 'demo',
              namespace: 'demo',
              name: 'nad-1085',
              type: 'bridge',
              bridge: 'bridge-1085',
              vlans: [1085],
            },
          },
        }),
      ],
    ]);
  });

  it('makes an entity for an unregistered VLAN, marked as such', () => {
    const found = entities(facts(), catalog({ vlans: [] }));
    expect(found.get('resource:default/vlan-1085.unregistered.demo')).toEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({
          title: 'VLAN 1085 on demo, not registered',
        }),
        spec: {
          type: 'vlan',
          owner: 'group:default/unknown',
          vlan: { id: 1085, clusters: ['demo'], isRegistered: false },
        },
      }),
    );
    expect(found.get('resource:demo/web-1.vm.demo').spec.dependsOn).toContain(
      'resource:default/vlan-1085.unregistered.demo',
    );
  });

  it('treats a VLAN that is registered only for other clusters as unregistered', () => {
    const vlan = { id: 1085, owner: 'group:default/network' };
    const at = (clusters: string[]) =>
      entities(facts(), catalog({ vlans: [{ ...vlan, clusters }] }));
    expect(at(['prod']).size).toBe(3);
    expect(at(['prod', 'demo']).size).toBe(2);
  });

  it.each<[string, Partial<EntityFacts>, number[]]>([
    [
      'its own tag on a trunk bridge',
      { networks: [onBridge('n', 'trunk', { vlan: 7 })], policies: [] },
      [7],
    ],
    ...(
      [
        ['a vlan that is none: 0', { vlan: 0 }, [1085]],
        ['a vlan that is none: null', { vlan: null }, [1085]],
        ['a trunk that is none: []', { vlanTrunk: [] }, [1085]],
        ['a trunk that is none: null', { vlanTrunk: null }, [1085]],
        ['a tag inside of another', { vlan: 5 }, [5, 1085]],
        [
          'the ids of its own trunk',
          { vlanTrunk: [{ id: 100 }, { minID: 200, maxID: 202 }] },
          [100, 200, 201, 202, 1085],
        ],
        [
          'a trunk with invalid ids',
          { vlanTrunk: [{ id: 4095 }, { minID: 9, maxID: 3 }, 'x', null] },
          [1085],
        ],
      ] as Array<[string, object, number[]]>
    ).map(([what, more, vlans]): [string, Partial<EntityFacts>, number[]] => [
      what,
      { networks: [onBridge('n', 'bridge-1085', more)] },
      vlans,
    ]),
    [
      'a bridge and a VLAN of two policies',
      {
        networks: [onBridge('n', 'b')],
        policies: [
          named(
            'nmstate.io/v1',
            'NodeNetworkConfigurationPolicy',
            { name: 'a' },
            {
              desiredState: {
                interfaces: [
                  { name: 'eno49.8', type: 'vlan', vlan: { id: 8 } },
                ],
              },
            },
          ),
          named(
            'nmstate.io/v1',
            'NodeNetworkConfigurationPolicy',
            { name: 'b' },
            {
              desiredState: {
                interfaces: [
                  {
                    name: 'b',
                    type: 'linux-bridge',
                    bridge: { port: [{ name: 'eno49.8' }] },
                  },
                ],
              },
            },
          ),
        ],
      },
      [8],
    ],
    [
      'a list of plugins',
      {
        networks: [
          nad('n', { plugins: [{ type: 'bridge', bridge: 'bridge-1085' }] }),
        ],
      },
      [1085],
    ],
    [
      'a localnet',
      {
        networks: [
          nad('n', {
            type: 'ovn-k8s-cni-overlay',
            topology: 'localnet',
            vlanID: 9,
          }),
        ],
      },
      [9],
    ],
    [
      'an overlay inside the cluster',
      {
        networks: [
          nad('n', { type: 'ovn-k8s-cni-overlay', topology: 'layer2' }),
        ],
      },
      [],
    ],
    [
      'a ClusterUserDefinedNetwork',
      {
        networks: [
          nad('n', { type: 'ovn-k8s-cni-overlay', topology: 'localnet' }, {
            ownerReferences: [{ kind: 'ClusterUserDefinedNetwork', name: 'c' }],
          } as object),
        ],
        clusterNetworks: [
          named(
            'k8s.ovn.org/v1',
            'ClusterUserDefinedNetwork',
            { name: 'c' },
            {
              network: {
                topology: 'Localnet',
                localnet: { vlan: { mode: 'Access', access: { id: 11 } } },
              },
            },
          ),
        ],
      },
      [11],
    ],
    [
      'a bridge with different VLANs on different nodes',
      {
        networks: [onBridge('n', 'b')],
        policies: [policy(2, 'b', 'x'), policy(1, 'b', 'y')],
      },
      [1, 2],
    ],
    ['a bridge that nobody made', { networks: [onBridge('n', 'gone')] }, []],
    [
      'a plugin of another kind',
      { networks: [nad('n', { type: 'sriov' })] },
      [],
    ],
    [
      'a configuration that is not JSON',
      { networks: [named('v1', 'X', { name: 'n', namespace: 'demo' })] },
      [],
    ],
  ])('follows a NIC to its VLAN by %s', (_what, more, vlans) => {
    const found = entities(facts({ vms: [vm('a', ['n'])], ...more }));
    const { spec } = found.get('resource:demo/a.vm.demo');
    expect(spec.virtualMachine.nics).toEqual([
      { name: 'nic-0', network: 'demo/n', vlans },
    ]);
    expect(spec.dependsOn).toHaveLength(1 + vlans.length);
    expect(
      found.get('resource:demo/n.network.demo').spec.dependsOn,
    ).toHaveLength(vlans.length);
  });

  it('does not depend on a missing network', () => {
    const found = entities(
      facts({ vms: [vm('a', ['gone', 'demo/nad-1085'])] }),
    );
    expect(found.get('resource:demo/a.vm.demo').spec.dependsOn).toEqual([
      'resource:default/vlan-1085',
      'resource:demo/nad-1085.network.demo',
    ]);
  });

  it.each<[string, object, object, string]>([
    ['its own', { o: 'group:default/shop' }, { o: 'x' }, 'group:default/shop'],
    ['the namespace’s', {}, { o: 'Shop' }, 'group:default/shop'],
    [
      'the owner of the namespace, if its own annotation is not an owner',
      { o: 'system:x' },
      { o: 'shop' },
      'group:default/shop',
    ],
    [
      'the owner of the namespace, if its own annotation is not a reference',
      { o: 'a b\n' },
      { o: 'user:mia' },
      'user:default/mia',
    ],
    ['the VLAN’s', {}, {}, 'group:default/network'],
  ])('is owned by %s', (_what, own, home, owner) => {
    const annotation = (values: any): Record<string, string> =>
      values.o ? { 'kubevirt-vlan.backstage.io/owner': values.o } : {};
    const found = entities(
      facts({
        vms: [vm('a', ['nad-1085'], { annotations: annotation(own) })],
        namespaces: [namespace('demo', annotation(home))],
      }),
    );
    expect(found.get('resource:demo/a.vm.demo').spec.owner).toBe(owner);
  });

  it('is owned by the configured owner if nothing else names one', () => {
    const found = entities(facts({ vms: [vm('a', [])] }));
    expect(found.get('resource:demo/a.vm.demo').spec.owner).toBe(
      'group:default/unknown',
    );
  });

  it.each<[string, object, object]>([
    [
      'our annotation',
      { annotations: { 'kubevirt-vlan.backstage.io/part-of': 'shop' } },
      { system: 'system:default/shop' },
    ],
    [
      'our annotation',
      {
        annotations: { 'kubevirt-vlan.backstage.io/part-of': 'component:web' },
      },
      { subcomponentOf: 'component:default/web' },
    ],
    [
      'the Kubernetes plugin’s label',
      { labels: { 'backstage.io/kubernetes-id': 'web' } },
      { subcomponentOf: 'component:default/web' },
    ],
    [
      'Kubernetes’ label',
      { labels: { 'app.kubernetes.io/part-of': 'shop' } },
      { system: 'system:default/shop' },
    ],
    [
      'a system that the catalog does not have',
      {
        labels: {
          'app.kubernetes.io/part-of': 'gone',
          'backstage.io/kubernetes-id': 'gone',
        },
      },
      {},
    ],
    [
      'a value that is not a name',
      { labels: { 'app.kubernetes.io/part-of': '__proto__' } },
      {},
    ],
  ])('is part of the entity that is named by %s', (_what, metadata, spec) => {
    const found = entities(
      facts({ vms: [vm('a', [], metadata)] }),
      catalog({
        systems: new Set(['system:default/shop']),
        components: new Map([['web', 'component:default/web']]),
      }),
    );
    const { system, subcomponentOf } = found.get(
      'resource:demo/a.vm.demo',
    ).spec;
    expect({ system, subcomponentOf }).toEqual({
      system: undefined,
      subcomponentOf: undefined,
      ...spec,
    });
  });

  it('neither contains nor needs user data, labels and status', () => {
    const whole = facts({
      vms: [
        {
          ...vm('web-1', ['nad-1085'], {
            labels: { secret: 'geheim' },
            annotations: { note: 'geheim' },
          }),
          status: { printableStatus: 'geheim' },
        },
      ],
    });
    const cut = Object.fromEntries(
      Object.entries(whole).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.map(forEntities) : value,
      ]),
    ) as unknown as EntityFacts;
    const made = toEntities(whole, catalog(), settings);
    expect(JSON.stringify(made)).not.toContain('geheim');
    expect(toEntities(cut, catalog(), settings)).toEqual(made);
    expect(JSON.stringify(cut)).not.toContain('geheim');
  });

  const label = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/),
    fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
    fc.constantFrom('vlan-1', 'network', 'vm', 'unregistered', 'a', 'a-b'),
  );
  const subdomain = fc
    .array(label, { minLength: 1, maxLength: 3 })
    .map(parts => parts.join('.'));
  const cluster = fc.oneof(subdomain, fc.string({ minLength: 1 }));

  it('never gives two objects the same name, across clusters and kinds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(cluster, label, subdomain, fc.boolean()), {
          selector: value => JSON.stringify(value),
          minLength: 2,
        }),
        things => {
          const refs = things.flatMap(([of, home, name, isVm]) =>
            toEntities(
              facts({
                cluster: of,
                vms: isVm ? [vm(name, [], { namespace: home })] : [],
                networks: isVm
                  ? []
                  : [nad(name, { type: 'sriov' }, { namespace: home })],
                policies: [],
              }),
              catalog(),
              settings,
            ).map(entity => stringifyEntityRef(entity)),
          );
          return new Set(refs).size === things.length;
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives every object a name that the catalog accepts', () => {
    fc.assert(
      fc.property(
        cluster,
        subdomain,
        fc.integer({ min: 1, max: 4094 }),
        (of, name, id) => {
          const found = toEntities(
            facts({
              cluster: of,
              vms: [vm(name, [name])],
              networks: [onBridge(name, 'b', { vlan: id })],
            }),
            catalog({ vlans: [] }),
            settings,
          );
          return found.every(entity => {
            const ref = stringifyEntityRef(entity);
            return (
              /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(
                entity.metadata.name,
              ) &&
              entity.metadata.name.length <= 63 &&
              stringifyEntityRef(parseEntityRef(ref)) === ref
            );
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the objects contain', () => {
    const hostile = fc.anything({ maxDepth: 4 });
    const object = (kind: string) =>
      fc.record({
        apiVersion: fc.constant('v1'),
        kind: fc.constant(kind),
        metadata: fc.record({
          name: fc.string(),
          namespace: fc.string(),
          annotations: fc.dictionary(fc.string(), hostile) as any,
          labels: hostile as any,
          ownerReferences: hostile,
        }),
        spec: fc.oneof(
          hostile,
          fc.record({ config: fc.json() }),
          fc.record({ desiredState: fc.record({ interfaces: hostile }) }),
          fc.record({
            template: fc.record({ spec: fc.record({ networks: hostile }) }),
          }),
        ),
      }) as fc.Arbitrary<KubeObject>;
    fc.assert(
      fc.property(
        object('VirtualMachine'),
        object('NetworkAttachmentDefinition'),
        object('NodeNetworkConfigurationPolicy'),
        object('Namespace'),
        (one, two, three, four) => {
          toEntities(
            facts({
              vms: [one].map(forEntities),
              networks: [two].map(forEntities),
              policies: [three].map(forEntities),
              namespaces: [four].map(forEntities),
            }),
            catalog(),
            settings,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
