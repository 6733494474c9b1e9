import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { VlanSource, withVlanSources } from './vlanSources';

const user = mockCredentials.user('user:default/mia');
const own = mockCredentials.service();

const vlan = (owner: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'vlan-1200' },
  spec: { type: 'vlan', owner },
});
const REF = 'resource:default/vlan-1200';

/** What a place has: shown to everybody, hidden from users, or nothing. */
type Place = 'shown' | 'hidden' | 'nothing';

const answer = (place: Place, owner: string, credentials: unknown) =>
  place === 'shown' || (place === 'hidden' && credentials === own)
    ? vlan(owner)
    : undefined;

function ask(options: { catalog: Place; sources: Place[]; ref?: string }) {
  const getEntityByRef = jest.fn(async (_ref, { credentials }) =>
    answer(options.catalog, 'catalog', credentials),
  );
  const sources = options.sources.map(
    (place, i): VlanSource => ({
      name: `source ${i}`,
      vlanEntity: async (_id, { credentials }) =>
        answer(place, `source ${i}`, credentials),
    }),
  );
  const get = withVlanSources({
    getEntityByRef,
    sources,
    ownCredentials: async () => own,
  });
  return {
    getEntityByRef,
    found: get(options.ref ?? REF, { credentials: user }),
  };
}

describe('withVlanSources', () => {
  it.each<[Place, Place[], string | undefined]>([
    ['shown', ['shown'], 'catalog'],
    ['nothing', ['shown', 'shown'], 'source 0'],
    ['nothing', ['nothing', 'shown'], 'source 1'],
    ['nothing', ['nothing'], undefined],
    ['nothing', [], undefined],
    ['hidden', ['shown'], undefined],
    ['nothing', ['hidden', 'shown'], undefined],
  ])('catalog %s, sources %j: owned by %s', async (catalog, sources, owner) => {
    const { found } = ask({ catalog, sources });
    expect((await found)?.spec?.owner).toBe(owner);
  });

  it('asks the catalog once where there is no source', async () => {
    const { found, getEntityByRef } = ask({ catalog: 'nothing', sources: [] });
    await found;
    expect(getEntityByRef.mock.calls).toEqual([[REF, { credentials: user }]]);
  });

  it.each([
    'user:default/mia',
    'resource:shop/vlan-1200',
    'resource:default/vlan-1200.unregistered.demo',
    'component:default/vlan-1200',
  ])('asks only the catalog for %s', async ref => {
    const { found } = ask({ catalog: 'nothing', sources: ['shown'], ref });
    expect(await found).toBeUndefined();
  });

  it('names a source that fails', async () => {
    const get = withVlanSources({
      getEntityByRef: async () => undefined,
      sources: [
        {
          name: 'IPAM',
          vlanEntity: async () => {
            throw new Error('no such host');
          },
        },
      ],
      ownCredentials: async () => own,
    });
    await expect(get(REF, { credentials: user })).rejects.toThrow(
      'The source of VLANs "IPAM"; caused by Error: no such host',
    );
  });
});
