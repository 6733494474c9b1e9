import { Entity } from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';
import { testDependencies } from '../__testUtils__/testDependencies';
import { beforeWriting } from '../beforeWriting';
import { vlansOf } from './entitlement';

const vlan = (id: number, more: { spec?: object; vlan?: object } = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: `vlan-${id}` },
  spec: {
    type: 'vlan',
    owner: 'group:default/network',
    vlan: {
      id,
      nodePools: ['c7000'],
      allowedGroups: ['platform'],
      allowedNamespaces: ['demo'],
      ...more.vlan,
    },
    ...more.spec,
  },
});
const user = (memberOf: string[], written: unknown = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: { memberOf: written as string[] },
  relations: memberOf.map(targetRef => ({ type: 'memberOf', targetRef })),
});
const guest = user(['group:default/platform']);
const use = {
  vlanIds: [1085],
  cluster: 'demo',
  namespace: 'demo',
  nodePool: 'c7000',
};
const credentials = mockCredentials.user('user:default/guest');

function entitlement(options: {
  entities: Record<string, unknown>;
  use?: object;
  signedIn?: string;
  unregisteredVlans?: 'allow' | 'refuse';
}) {
  const getEntityByRef = jest.fn(async (ref: unknown) => {
    const entity = options.entities[ref as string];
    if (entity instanceof Error) {
      throw entity;
    }
    return entity as Entity | undefined;
  });
  const deps = testDependencies('https://git.example.com/a.git', {
    catalog: { getEntityByRef, getEntities: async () => ({ items: [] }) },
  });
  const { unregisteredVlans = 'refuse' } = options;
  const site = { ...deps.site, unregisteredVlans };
  const ref = 'signedIn' in options ? options.signedIn : 'user:default/guest';
  const result = beforeWriting(() =>
    vlansOf({
      use: { ...use, ...options.use },
      deps: { ...deps, site },
      ctx: {
        user: { ref },
        getInitiatorCredentials: async () => credentials,
      },
    }),
  );
  return { result, getEntityByRef };
}

const REF = 'resource:default/vlan-1085';
const USER = 'user:default/guest';

describe('vlansOf', () => {
  it('gives the VLANs of a plan, each read once as the user', async () => {
    const { result, getEntityByRef } = entitlement({
      entities: {
        [REF]: vlan(1085),
        'resource:default/vlan-1090': vlan(1090),
        [USER]: guest,
      },
      use: { vlanIds: [1085, 1090, 1085] },
    });
    await expect(result).resolves.toMatchObject([
      { id: 1085, owner: 'group:default/network' },
      { id: 1090 },
    ]);
    expect(getEntityByRef.mock.calls).toEqual([
      [REF, { credentials }],
      ['resource:default/vlan-1090', { credentials }],
      [USER, { credentials }],
    ]);
  });

  it('asks nothing for a plan without a VLAN', async () => {
    const { result, getEntityByRef } = entitlement({
      entities: {},
      use: { vlanIds: [] },
    });
    await expect(result).resolves.toEqual([]);
    expect(getEntityByRef).not.toHaveBeenCalled();
  });

  it.each<[string, Entity]>([
    ['a member of the owner', user(['group:default/network'])],
    ['groups that were not processed yet', user([], ['platform'])],
  ])('lets %s', async (_, entity) => {
    const { result } = entitlement({
      entities: { [REF]: vlan(1085), [USER]: entity },
    });
    await expect(result).resolves.toHaveLength(1);
  });

  it('lets an owner who has no entity', async () => {
    const { result } = entitlement({
      entities: { [REF]: vlan(1085, { spec: { owner: USER } }) },
    });
    await expect(result).resolves.toHaveLength(1);
  });

  it.each<[string, Entity | undefined, object]>([
    ['another team', user(['group:default/sales']), {}],
    ['nobody’s member', user([]), {}],
    ['somebody without an entity', undefined, {}],
    [
      'who is written into a group that the catalog does not confirm',
      user(['group:default/sales'], ['platform']),
      {},
    ],
    ['a group of another kind', user(['team:default/platform']), {}],
    ['a list that is none', user([], 'platform'), {}],
    ['another namespace', guest, { namespace: 'payments' }],
    ['another node pool', guest, { nodePool: 'gpu' }],
  ])('refuses %s', async (_, entity, more) => {
    const { result } = entitlement({
      entities: { [REF]: vlan(1085), [USER]: entity },
      use: more,
    });
    await expect(result).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^user:default\/guest may not use VLAN 1085 in namespace "(demo|payments)" of cluster "demo": found .+, allowed: .+; ask its owner group:default\/network\. Nothing was written$/,
      ),
    });
  });

  it('refuses another cluster', async () => {
    const { result } = entitlement({
      entities: {
        [REF]: vlan(1085, { vlan: { clusters: ['prod'] } }),
        [USER]: guest,
      },
    });
    await expect(result).rejects.toThrow(
      'found cluster "demo", allowed: "prod"; ask its owner',
    );
  });

  it('refuses all where one VLAN is refused', async () => {
    const { result } = entitlement({
      entities: {
        [REF]: vlan(1085),
        'resource:default/vlan-1100': vlan(1100, {
          vlan: { allowedGroups: [] },
        }),
        [USER]: guest,
      },
      use: { vlanIds: [1085, 1100] },
    });
    await expect(result).rejects.toThrow(
      'user:default/guest may not use VLAN 1100 in namespace "demo" of cluster "demo": found user:default/guest (member of group:default/platform), allowed: its owner group:default/network, and nobody else; ask its owner group:default/network. Nothing was written',
    );
  });

  it('refuses a VLAN without an entity, unless the site allows it', async () => {
    const unknown = { entities: { [USER]: guest } };
    for (const unregisteredVlans of [undefined, 'refuse'] as const) {
      await expect(
        entitlement({ ...unknown, unregisteredVlans }).result,
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message:
          'VLAN 1085: the catalog has no resource:default/vlan-1085 that user:default/guest can see, allowed: VLANs that are registered in the catalog; ask the platform team, who registers them. Nothing was written',
      });
    }
    await expect(
      entitlement({ ...unknown, unregisteredVlans: 'allow' }).result,
    ).resolves.toEqual([]);
  });

  it('leaves out only VLANs without an entity, where the site allows it', async () => {
    const { result } = entitlement({
      entities: { [REF]: vlan(1085), [USER]: guest },
      use: { vlanIds: [7, 1085] },
      unregisteredVlans: 'allow',
    });
    await expect(result).resolves.toMatchObject([{ id: 1085 }]);
  });

  it('treats a VLAN that is hidden from the user as registered', async () => {
    const deps = testDependencies('https://git.example.com/a.git');
    const asked: unknown[] = [];
    const getEntityByRef = async (ref: unknown, options: any) => {
      const { principal } = options.credentials;
      asked.push([ref, principal.type]);
      return principal.type === 'service' ? (vlan(1085) as Entity) : undefined;
    };
    await expect(
      vlansOf({
        use,
        deps: { ...deps, catalog: { ...deps.catalog, getEntityByRef } },
        ctx: {
          getInitiatorCredentials: async () => credentials,
          user: { ref: 'user:default/guest' },
        },
      }),
    ).rejects.toThrow(
      'VLAN 1085: the catalog has no resource:default/vlan-1085 that user:default/guest can see',
    );
    expect(asked).toEqual([
      ['resource:default/vlan-1085', 'user'],
      ['resource:default/vlan-1085', 'service'],
    ]);
  });

  it.each([undefined, ''])('refuses a task of %p', async signedIn => {
    const none = { entities: {}, signedIn };
    await expect(entitlement(none).result).rejects.toThrow(
      'a task without a signed-in user can see',
    );
    await expect(
      entitlement({ ...none, unregisteredVlans: 'allow' }).result,
    ).resolves.toEqual([]);
    await expect(
      entitlement({
        entities: { [REF]: vlan(1085) },
        signedIn,
        unregisteredVlans: 'allow',
      }).result,
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^A task without a signed-in user may not use VLAN 1085 .+ Nothing was written$/,
      ),
    });
  });

  it.each<[string, object]>([
    ['is not valid', vlan(1085, { vlan: { nodePool: 'c7000' } })],
    ['is of another type', vlan(1085, { spec: { type: 'database' } })],
    ['is another VLAN', vlan(1086)],
    [
      'the catalog could not process since',
      {
        ...vlan(1085),
        status: {
          items: [
            {
              type: 'backstage.io/catalog-processing',
              level: 'error',
              message: 'InputError: it is not valid',
            },
          ],
        },
      },
    ],
  ])('takes no entity that %s for a missing one', async (_, entity) => {
    const { result } = entitlement({
      entities: { [REF]: entity, [USER]: guest },
      unregisteredVlans: 'allow',
    });
    await expect(result).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^resource:default\/vlan-1085 .+\. Nothing was written$/,
      ),
    });
  });

  it.each([REF, USER])('allows nothing when %s cannot be read', async ref => {
    const { result } = entitlement({
      entities: {
        [REF]: vlan(1085, { vlan: { allowedGroups: ['platform'] } }),
        [USER]: guest,
        [ref]: new Error('Request failed with 503'),
      },
      unregisteredVlans: 'allow',
    });
    await expect(result).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        `${ref} could not be read from the catalog, which says who may use a VLAN; try again. Nothing was written`,
      ),
    });
  });
});
