import { KINDS } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { ClusterClient, Kind } from '../cluster/ClusterClient';
import { ListedKind, listWithFallback } from './listWithFallback';

const error = (status: number) =>
  new ApiError({ status, reason: '', message: `HTTP ${status}.` });

/** Lists as a client that answers with an error for some places: `''` is all namespaces. */
function listWith(options: {
  errors: Record<string, number>;
  isStrict: boolean;
  kind?: ListedKind;
  namespaces?: string[];
}) {
  const client = {
    cluster: 'demo',
    actingAs: 'mia',
    list: async ({ namespace = '' }: Kind, keep: (object: any) => string) => {
      const status = options.errors[namespace];
      if (status) {
        throw error(status);
      }
      const metadata = { name: `vm of ${namespace || 'all'}` };
      return { items: [keep({ metadata })], resourceVersion: '1' };
    },
  } as unknown as ClusterClient;
  return listWithFallback({
    client,
    kind: KINDS.vms,
    namespaces: ['demo', 'shop'],
    keep: ({ metadata }) => metadata.name,
    ...options,
  });
}

const because = (status: number, kind = 'VirtualMachine') =>
  `${kind} objects can’t be read on cluster demo as mia (HTTP ${status})`;

describe('listWithFallback', () => {
  describe.each([true, false])('strict: %s', isStrict => {
    it('lists all namespaces at once', async () => {
      expect(await listWith({ isStrict, errors: {} })).toEqual({
        known: true,
        items: ['vm of all'],
      });
    });

    it('lists the given namespaces where a list of all is forbidden', async () => {
      expect(await listWith({ isStrict, errors: { '': 403 } })).toEqual({
        known: true,
        items: ['vm of demo', 'vm of shop'],
        narrowed: { namespaces: ['demo', 'shop'], because: because(403) },
      });
    });

    it('does not narrow a failure of another kind', async () => {
      expect(await listWith({ isStrict, errors: { '': 500 } })).toEqual({
        known: false,
        because: because(500),
      });
    });

    it.each<[string, Pick<Parameters<typeof listWith>[0], 'kind'>, string]>([
      ['without namespaces', {}, 'VirtualMachine'],
      ['of a cluster-scoped kind', { kind: KINDS.nodes }, 'Node'],
    ])('gives the refusal %s', async (_what, more, kind) => {
      const errors = { '': 403 };
      const namespaces = more.kind ? ['demo'] : [];
      expect(await listWith({ isStrict, errors, namespaces, ...more })).toEqual(
        { known: false, because: because(403, kind), isForbidden: true },
      );
    });
  });

  it.each<[string, boolean, Record<string, number>, object]>([
    [
      'strict: one unreadable namespace is too many',
      true,
      { '': 403, shop: 500 },
      { known: false, because: because(500) },
    ],
    [
      'not strict: one readable namespace is enough',
      false,
      { '': 403, shop: 500 },
      {
        known: true,
        items: ['vm of demo'],
        narrowed: { namespaces: ['demo'], because: because(403) },
      },
    ],
    [
      'not strict: none is readable',
      false,
      { '': 403, demo: 403, shop: 403 },
      { known: false, because: because(403), isForbidden: true },
    ],
    [
      'strict: a kind that is not served is unknown',
      true,
      { '': 404 },
      { known: false, because: because(404) },
    ],
    [
      'not strict: a kind that is not served has no objects',
      false,
      { '': 404 },
      { known: true, items: [] },
    ],
  ])('%s', async (_what, isStrict, errors, expected) => {
    expect(await listWith({ isStrict, errors })).toEqual(expected);
  });
});
