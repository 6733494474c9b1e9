import { CatalogService } from '@backstage/plugin-catalog-node';
import { Entity } from '@backstage/catalog-model';
import { Requester } from '../requester/Requester';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { siteConfig, vlanEntity } from '../__testUtils__/samples';
import { listVlans, vlanListReads } from './listVlans';

const VLANS = 1_000;
const DEPENDENTS = 10;

/** A catalog of 1,000 VLANs with 10,000 dependents, paged as in the real one. */
function catalogOf(entities: Entity[]) {
  const streamEntities = jest.fn(async function* pages() {
    for (let i = 0; i < entities.length; i += 500) {
      // A response from HTTP is the reader's own copy.
      yield JSON.parse(JSON.stringify(entities.slice(i, i + 500)));
    }
  });
  const catalog = {
    streamEntities,
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(() => ({ spec: { type: 'virtual-machine' } })),
    }),
  } as unknown as CatalogService;
  return { catalog, streamEntities };
}

const entities = Array.from({ length: VLANS }, (_, i) =>
  vlanEntity(i + 1, {
    metadata: {
      uid: String(i),
      etag: '1',
      title: `VLAN ${i + 1}`,
      description: 'x'.repeat(200),
    },
    vlan: {
      subnet: `10.${i >> 8}.${i & 255}.0/24`,
      ...(i % 100 === 0 && { gateway: 'none' }),
    },
    refs: Array.from({ length: DEPENDENTS }, (_unused, j) =>
      // A tenth of the names do not reveal their type.
      j === 0
        ? `resource:demo/${'v'.repeat(40)}-${i}_0123456789ab`
        : `resource:demo/web-${i}-${j}.vm.demo`,
    ),
  }),
);
const site = parseSite(siteConfig);
const requesterOf = (ref: string, groups: string[] = []) =>
  ({ ref, credentials: {}, user: { ref, groups } } as unknown as Requester);
const page = { offset: 0, limit: 50 };

describe('listVlans', () => {
  const catalog = catalogOf(entities);
  const vlanReads = vlanListReads();
  const list = (
    query: object = {},
    requester = requesterOf('user:default/mia'),
  ) =>
    listVlans({
      catalog: catalog.catalog,
      site,
      vlanReads,
      requester,
      query: { ...page, ...query },
    });
  beforeEach(() => catalog.streamEntities.mockClear());

  it('lists 1,000 VLANs with 10,000 dependents, and reads them once for several pages', async () => {
    const first = await list();
    expect(first).toMatchObject({ totalItems: VLANS, nextOffset: 50 });
    expect(first.items[0]).toMatchObject({ id: 1, vms: DEPENDENTS });
    const next = await list({ offset: 50, search: 'vlan 10' });
    expect(next.totalItems).toBeLessThan(VLANS);
    expect(catalog.streamEntities).toHaveBeenCalledTimes(1);
  });

  it('does not share results between users, or between group memberships of a user', async () => {
    await list({}, requesterOf('user:default/leo'));
    await list({}, requesterOf('user:default/leo', ['group:default/platform']));
    expect(catalog.streamEntities).toHaveBeenCalledTimes(2);
  });

  it('filters by errors', async () => {
    expect(await list({ hasErrors: true })).toMatchObject({ totalItems: 10 });
    expect(await list({ hasErrors: false })).toMatchObject({ totalItems: 990 });
  });

  it('reads again after a failure', async () => {
    catalog.streamEntities.mockImplementationOnce(() => {
      throw new Error('down');
    });
    const eve = requesterOf('user:default/eve');
    await expect(list({}, eve)).rejects.toThrow('down');
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
    expect(await list({}, eve)).toMatchObject({ totalItems: VLANS });
  });
});
