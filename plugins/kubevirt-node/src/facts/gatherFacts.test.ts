import {
  KubeObject,
  missingFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { ClusterClient, Kind } from '../cluster/ClusterClient';
import { gatherFacts } from './gatherFacts';

const object = (
  kind: string,
  name: string,
  namespace?: string,
): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
});

/** A client that only answers lists, and records the requests. */
function clientOf(answer: (kind: Kind) => KubeObject[]) {
  const asked: string[] = [];
  const client = {
    cluster: 'demo',
    actingAs: 'mia (groups: none)',
    list: async (kind: Kind, keep: (object: KubeObject) => KubeObject) => {
      asked.push([kind.kind, kind.namespace].filter(Boolean).join(' of '));
      return { items: answer(kind).map(keep), resourceVersion: '1' };
    },
  } as unknown as ClusterClient;
  return { client, asked };
}

const forbidden = () =>
  new ApiError({ status: 403, message: 'vms is forbidden' } as any);

describe('gatherFacts', () => {
  const now = () => new Date('2026-11-24T09:00:00Z');

  it('reads every kind once, and records where and when', async () => {
    const { client, asked } = clientOf(({ kind }) => [object(kind, 'a')]);
    const facts = await gatherFacts({ client, namespaces: ['demo'], now });
    expect(asked.sort()).toEqual([
      'Namespace',
      'NetworkAttachmentDefinition',
      'Node',
      'NodeNetworkConfigurationPolicy',
      'NodeNetworkState',
      'VirtualMachine',
    ]);
    expect(facts.vms).toMatchObject({
      known: true,
      source: 'cluster demo',
      readAt: '2026-11-24T09:00:00.000Z',
      objects: [{ kind: 'VirtualMachine', metadata: { name: 'a' } }],
    });
  });

  it('drops long fields that no check reads', async () => {
    const { client } = clientOf(({ kind }) => [
      {
        ...object(kind, 'a'),
        metadata: {
          name: 'a',
          managedFields: ['long'],
          annotations: {
            kept: 'yes',
            'kubectl.kubernetes.io/last-applied-configuration': 'long',
          },
        } as any,
      },
    ]);
    const { nodes } = await gatherFacts({ client, namespaces: [], now });
    expect(nodes.known && nodes.objects[0].metadata).toEqual({
      name: 'a',
      annotations: { kept: 'yes' },
    });
  });

  it('reads only the given namespaces where it may not read all, and says so', async () => {
    const { client, asked } = clientOf(({ kind, namespace }) => {
      if (kind === 'VirtualMachine' && !namespace) {
        throw forbidden();
      }
      return [object(kind, 'a', namespace)];
    });
    const { vms } = await gatherFacts({
      client,
      namespaces: ['demo', 'shop'],
      now,
    });
    expect(asked).toContain('VirtualMachine of demo');
    expect(vms).toMatchObject({
      known: true,
      source: 'namespace demo, shop of cluster demo',
      partial: expect.stringMatching(
        /^only namespace demo, shop of cluster demo was read, as VirtualMachine objects can’t be read on cluster demo as mia/,
      ),
    });
    expect(vms.known && vms.objects).toHaveLength(2);
  });

  it.each<[string, Error]>([
    ['a kind that is forbidden', forbidden()],
    [
      'a kind that is not served',
      new ApiError({ status: 404, message: 'no' } as any),
    ],
    ['a kind that does not answer', new Error('socket hang up')],
  ])(
    'reads the other kinds and gives the reason for %s',
    async (_what, error) => {
      const { client } = clientOf(({ kind }) => {
        if (kind === 'Node') {
          throw error;
        }
        return [];
      });
      const facts = await gatherFacts({ client, namespaces: ['demo'], now });
      expect(facts.nodes).toEqual({
        known: false,
        because: expect.stringMatching(
          /^Node objects can’t be read on cluster demo as mia \(groups: none\) \(.+\)$/,
        ),
      });
      expect(facts.policies.known).toBe(true);
    },
  );

  it('ends with an abort', async () => {
    const { client } = clientOf(() => []);
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(
      gatherFacts({ client, namespaces: [], signal, now }),
    ).rejects.toThrow('cancelled');
  });

  it('gives one reason for all kinds of a cluster that was not read', () => {
    expect(missingFacts('there is no cluster').vms).toEqual({
      known: false,
      because: 'there is no cluster',
    });
  });
});
