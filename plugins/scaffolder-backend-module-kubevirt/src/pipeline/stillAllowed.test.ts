import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ObedientCluster, runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from '../__testUtils__/testDependencies';
import { createVlanAttachAction } from '../actions/vlanAttach/vlanAttach';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const POLICY = 'vlan-1085-policy-c7000';
describe('a direct apply whose VLAN is taken from the user while the nodes are configured', () => {
  const dir = createMockDirectory();
  let groups: string[];
  let result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;

  const apply = async (onPolicy: () => void) => {
    const cluster = new ObedientCluster();
    cluster.onPolicy = onPolicy;
    const deps = testDependencies('https://git.example.com/gitops');
    const entities: Record<string, () => unknown> = {
      'resource:default/vlan-1085': () => ({
        kind: 'Resource',
        metadata: { name: 'vlan-1085' },
        spec: {
          type: 'vlan',
          owner: 'network',
          vlan: {
            id: 1085,
            allowedGroups: ['platform'],
            allowedNamespaces: ['demo'],
          },
        },
      }),
      'user:default/guest': () => ({
        kind: 'User',
        metadata: { name: 'guest', namespace: 'default' },
        spec: { memberOf: groups },
      }),
    };
    const action = createVlanAttachAction({
      ...deps,
      site: {
        ...deps.site,
        deliveries: ['apply'],
        apply: { ...deps.site.apply, identity: 'service-account' },
      },
      knowsCluster: () => true,
      openCluster: async () => cluster.client,
      catalog: {
        ...deps.catalog,
        getEntityByRef: async (ref: any) => entities[ref]?.() as any,
      },
      permissions: mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result })),
      }),
    });
    const error = await runAction({
      action,
      input: {
        vlanId: 1085,
        nodePool: 'c7000',
        namespace: 'demo',
        delivery: 'apply',
      },
      folder: dir.path,
    }).then(
      () => undefined,
      (thrown: Error) => thrown.message,
    );
    return { error, names: cluster.names };
  };

  beforeEach(() => {
    dir.setContent({});
    groups = ['platform'];
    result = AuthorizeResult.ALLOW;
  });

  it('writes policy and network as long as the user keeps it', async () => {
    expect(await apply(() => {})).toEqual({
      error: undefined,
      names: [POLICY, 'nad-1085'],
    });
  });

  it.each([
    [
      'by the VLAN',
      () => {
        groups = [];
      },
      'user:default/guest may not use VLAN 1085 in namespace "demo"',
    ],
    [
      'by the permission policy',
      () => {
        result = AuthorizeResult.DENY;
      },
      'The permission policy of Backstage does not give user:default/guest',
    ],
  ])(
    'writes no network, and reports what was written: %s',
    async (...given) => {
      const [, take, reason] = given;
      const { error, names } = await apply(take);
      expect(names).toEqual([POLICY]);
      expect(error).toContain(reason);
      expect(error).toContain(
        `. Written to cluster demo: NodeNetworkConfigurationPolicy/${POLICY}. Not written: NetworkAttachmentDefinition/demo/nad-1085. `,
      );
      expect(error).not.toContain('Nothing was written');
    },
  );
});
