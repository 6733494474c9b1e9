import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  KubeObject,
  Removal,
  objectId,
  vlanAttachPermission,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { ObedientCluster, runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from '../__testUtils__/testDependencies';
import { audited } from './audit';
import { runPlan } from './runPlan';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const policy: KubeObject = {
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name: 'vlan-1085-policy-c7000' },
  spec: {
    nodeSelector: { hardware: 'c7000' },
    desiredState: {
      interfaces: [
        {
          ...{ name: 'eno49.1085', type: 'vlan', state: 'up' },
          vlan: { 'base-iface': 'eno49', id: 1085 },
        },
      ],
    },
  },
};
const network: KubeObject = {
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { name: 'nad-1085', namespace: 'demo' },
  spec: {
    config: JSON.stringify({
      ...{ name: 'nad-1085', type: 'cnv-bridge', cniVersion: '0.3.1' },
      ...{ bridge: 'bridge-1085', vlan: 1085 },
    }),
  },
};
const vm: KubeObject = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'web-1', namespace: 'demo' },
  spec: {
    template: {
      spec: {
        networks: [{ name: 'nic', multus: { networkName: 'nad-1085' } }],
      },
    },
  },
};

describe('a plan that deletes objects of a cluster', () => {
  const dir = createMockDirectory();
  let cluster: ObedientCluster;
  let asked: string[];
  beforeEach(() => {
    dir.setContent({});
    asked = [];
    cluster = new ObedientCluster();
    const { client } = cluster;
    const { delete: remove } = client;
    Object.assign(client, {
      // The fake knows no dry run: nothing may be deleted by one.
      delete: async (...[version, options]: Parameters<typeof remove>) =>
        options.dryRun ? ('deleted' as const) : remove(version, options),
    });
  });

  const put = (...objects: KubeObject[]) =>
    objects.forEach(object =>
      cluster.objects.set(object.metadata.name, object),
    );
  /** The cluster lists no objects of these kinds. */
  const forbid = (...kinds: string[]) => {
    const { list } = cluster.client;
    Object.assign(cluster.client, {
      list: async (...given: Parameters<typeof list>) => {
        if (kinds.includes(given[0].kind)) {
          throw new ApiError({
            status: 403,
            reason: 'Forbidden',
            message: 'no',
          });
        }
        return list(...given);
      },
    });
  };
  const remove = async (
    objects: KubeObject[],
    isAllowed: (question: string) => boolean = () => true,
  ) => {
    const base = testDependencies('https://git.example.com/gitops');
    const deps = {
      ...base,
      site: {
        ...base.site,
        deliveries: ['apply' as const],
        apply: { ...base.site.apply, identity: 'service-account' as const },
      },
      knowsCluster: () => true,
      openCluster: async () => cluster.client,
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(request => {
            const question = JSON.stringify(request);
            asked.push(question);
            return {
              result: isAllowed(question)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            };
          }),
      }),
    };
    const removals = objects.map(
      (object): Removal => ({
        ...{ type: 'object', id: objectId(object), path: 'x.yaml' },
      }),
    );
    const action = createTemplateAction({
      id: 'test:remove',
      schema: { input: { delivery: z => z.string() } },
      async handler(ctx: any) {
        await audited(
          { eventId: 'test-remove', action: 'test:remove', ctx, deps },
          trail =>
            runPlan({
              request: ctx.input,
              use: { vlanIds: [], namespace: 'demo' },
              plan: given => ({
                ...{ action: 'vlan-attach', title: 'Remove', subject: 'x' },
                ...{
                  cluster: given.cluster,
                  objects: [],
                  removals,
                  values: {},
                },
              }),
              permission: vlanAttachPermission,
              ...{ ctx, deps, trail },
            }),
        );
      },
    });
    return runAction({
      action: action as any,
      input: { delivery: 'apply' },
      folder: dir.path,
    });
  };

  it('deletes them', async () => {
    put(network, policy);
    await remove([network]);
    expect(cluster.names).toEqual([policy.metadata.name]);
  });

  it.each([
    ['a policy', policy, ['NodeNetworkConfigurationPolicy']],
    ['a VM', vm, ['VirtualMachine']],
  ])(
    'asks for the VLANs of %s that is not in the facts, as its kind can not be listed',
    async (_what, object, kinds) => {
      put(policy, network, vm);
      const { list } = cluster.client;
      Object.assign(cluster.client, {
        list: async (...given: Parameters<typeof list>) =>
          given[0].kind === network.kind
            ? { items: [network], resourceVersion: '1' }
            : list(...given),
      });
      forbid(...kinds);
      await expect(remove([object], () => false)).rejects.toThrow(
        'for VLAN 1085',
      );
      expect(cluster.objects.has(object.metadata.name)).toBe(true);
      expect(asked).toEqual([
        expect.stringContaining('resource:default/vlan-1085'),
      ]);
    },
  );

  describe('and are changed after the checks', () => {
    /** Changes the cluster before the preview reads it. */
    const beforePreview = (change: () => void) => {
      const { denied } = cluster.client;
      Object.assign(cluster.client, {
        denied: async (...given: Parameters<typeof denied>) => {
          if (given[0].some(({ verb }) => verb === 'get')) {
            Object.assign(cluster.client, { denied });
            change();
          }
          return denied(...given);
        },
      });
    };
    const on = (vlan: number, uid: string): KubeObject => ({
      ...network,
      metadata: { ...network.metadata, ...{ uid } },
      spec: {
        config: JSON.stringify({
          ...{ name: 'nad-1085', type: 'cnv-bridge', bridge: 'bridge-1085' },
          ...{ cniVersion: '0.3.1', vlan },
        }),
      },
    });

    it.each([
      ['leads to another VLAN', on(1090, 'a')],
      ['is another object', on(1090, 'b')],
    ])('asks again for a network that %s', async (_how, other) => {
      put(on(1085, 'a'));
      beforePreview(() => put(other));
      await expect(
        remove([network], question => !question.includes('vlan-1090')),
      ).rejects.toThrow('for VLAN 1090');
      expect(cluster.objects.has('nad-1085')).toBe(true);
    });

    it('deletes what it has judged again', async () => {
      put(on(1085, 'a'));
      beforePreview(() => put(on(1085, 'b')));
      const { log } = await remove([network]);
      expect(log).toContain(
        'warn: NetworkAttachmentDefinition/demo/nad-1085 has changed since it was checked. Reading it again',
      );
      expect(cluster.names).toEqual([]);
    });
  });

  it('refuses to delete a network if it could not read who uses it', async () => {
    put(network, policy);
    forbid('VirtualMachine');
    await expect(remove([network])).rejects.toThrow(
      /not-checked NetworkAttachmentDefinition\/demo\/nad-1085 .*whether a VM uses the network/,
    );
    expect(cluster.objects.has('nad-1085')).toBe(true);
  });
});
