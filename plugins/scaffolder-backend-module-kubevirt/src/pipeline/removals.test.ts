import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Plan,
  Removal,
  blastRadius,
  vlanAttachPermission,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { GitServer, startGitServer } from 'git-server';
import { parse } from 'yaml';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from '../__testUtils__/testDependencies';
import { createVlanAttachAction } from '../actions/vlanAttach/vlanAttach';
import { createVmCreateAction } from '../actions/vmCreate/vmCreate';
import { ActionDependencies } from './types';
import { audited } from './audit';
import { runPlan } from './runPlan';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(120_000);

const POLICY = 'vlan-1085-policy-c7000';
const NODES = 'clusters/demo/nodes';
const NAMESPACE = 'clusters/demo/namespaces/demo';
const NETWORK = `${NAMESPACE}/networkattachmentdefinition-nad-1085.yaml`;
const BRANCH = 'kubevirt/vlan-attach/demo/detach-1085/demo';
const network: Removal = {
  type: 'object',
  id: {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    namespace: 'demo',
    name: 'nad-1085',
  },
  path: NETWORK,
};
const policy = {
  type: 'object' as const,
  id: {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    name: POLICY,
  },
  path: `${NODES}/${POLICY}.yaml`,
};

const interfaces: Removal = {
  type: 'interfaces',
  policy: POLICY,
  interfaces: ['bridge-1085', 'eno49.1085'],
};
/** The policy, as it takes the interfaces away. */
const ABSENT = `apiVersion: nmstate.io/v1
kind: NodeNetworkConfigurationPolicy
metadata:
  name: ${POLICY}
spec:
  nodeSelector: {hardware: c7000}
  maxUnavailable: 1
  desiredState:
    interfaces:
      - {name: bridge-1085, type: linux-bridge, state: absent}
      - {name: eno49.1085, type: vlan, state: absent}
`;

/** A tiny action that removes what a test says; with interfaces, it writes their policy. */
const createRemoveAction = (
  deps: ActionDependencies,
  removals: Removal[],
  vlanIds = [1085],
) =>
  createTemplateAction({
    id: 'test:remove',
    supportsDryRun: true,
    schema: { input: { delivery: z => z.string() } },
    async handler(ctx: any) {
      const plan = ({ cluster }: { cluster: string }): Plan => ({
        action: 'vlan-attach',
        title: 'Detach VLAN 1085 from namespace demo',
        cluster,
        subject: 'detach-1085/demo',
        objects: removals.some(({ type }) => type === 'interfaces')
          ? [{ id: policy.id, path: policy.path }]
          : [],
        removals,
        values: {},
      });
      const { report } = await audited(
        { eventId: 'test-remove', action: 'test:remove', ctx, deps },
        trail =>
          runPlan({
            request: ctx.input,
            use: { vlanIds, namespace: 'demo' },
            plan,
            permission: vlanAttachPermission,
            ...{ ctx, deps, trail },
          }),
      );
      Object.entries(report).forEach(([name, value]) =>
        ctx.output(name, value),
      );
    },
  });

describe('a plan that takes something away', () => {
  const dir = createMockDirectory();
  let server: GitServer;
  beforeEach(async () => {
    dir.setContent({});
    server = await startGitServer();
  });
  afterEach(() => server.close());

  const attach = () =>
    runAction({
      action: createVlanAttachAction(testDependencies(server.url)),
      input: {
        ...{ vlanId: 1085, nodePool: 'c7000', namespace: 'demo' },
        delivery: 'pull-request',
      },
      folder: dir.path,
    });
  const merge = async (branch: string) => {
    await server.git('update-ref', 'refs/heads/main', branch);
    await server.git('branch', '-D', branch);
  };
  const attached = async () => {
    await attach();
    await merge(`kubevirt/vlan-attach/demo/${POLICY}/demo`);
  };
  const remove = (
    options: {
      removals?: Removal[];
      vlanIds?: number[];
      delivery?: string;
      manifests?: string;
      context?: object;
      deps?: Partial<ActionDependencies>;
    } = {},
  ) =>
    runAction({
      action: createRemoveAction(
        testDependencies(server.url, options.deps),
        options.removals ?? [network],
        options.vlanIds,
      ) as any,
      input: {
        delivery: options.delivery ?? 'pull-request',
        manifests: options.manifests,
      },
      folder: dir.path,
      context: options.context,
    });
  const files = async (ref: string) =>
    (await server.git('ls-tree', '-r', '--name-only', ref)).split('\n');

  it('commits the deletion on its branch, and nothing the second time', async () => {
    await attached();
    const before = await files('main');
    expect(before).toContain(NETWORK);
    const { outputs } = await remove();
    expect(outputs.changes).toEqual([
      {
        kind: 'NetworkAttachmentDefinition',
        namespace: 'demo',
        name: 'nad-1085',
        action: 'deleted',
        path: NETWORK,
      },
    ]);
    expect(outputs.manifests).toEqual([]);
    expect(outputs.summary).toContain(
      '`NetworkAttachmentDefinition/demo/nad-1085`: **deleted**',
    );
    expect(await files(BRANCH)).toEqual(
      before.filter(path => !path.startsWith(NAMESPACE)),
    );
    expect(await server.git('log', '-1', '--format=%B', BRANCH)).toContain(
      'NetworkAttachmentDefinition/demo/nad-1085: deleted',
    );
    const again = await remove();
    expect(again.outputs.commit).toBe(outputs.commit);
    expect(again.log).toContain(
      'info: unchanged: everything is as requested already',
    );
  });

  it('updates the branch when more is taken away, and is done when that is merged', async () => {
    await attached();
    const first = await remove();
    const second = await remove({ removals: [network, policy] });
    expect(second.outputs.commit).not.toBe(first.outputs.commit);
    expect(
      second.outputs.changes.map(({ action }: { action: string }) => action),
    ).toEqual(['unchanged', 'deleted']);
    expect(await files(BRANCH)).not.toContain(`${NODES}/${POLICY}.yaml`);
    await merge(BRANCH);
    const { outputs } = await remove({ removals: [network, policy] });
    expect(outputs.nextStep).toContain('Nothing to do');
  });

  it('shows a reviewer what is deleted, what that reaches and how to undo it', async () => {
    await attached();
    const proposed: Array<{ body: string }> = [];
    const openHost = async () =>
      ({
        kind: 'GitHub',
        host: 'example.com',
        listOpen: async () => [],
        propose: async (proposal: { body: string }) => {
          proposed.push(proposal);
          const request = { name: '#1', url: 'https://example.com/1' };
          return { request, outcome: 'opened', warnings: [] };
        },
      } as any);
    await remove({ deps: { openHost } });
    expect(proposed[0].body).toContain(
      `| \`NetworkAttachmentDefinition/demo/nad-1085\` | deleted | \`${NETWORK}\` |`,
    );
    expect(proposed[0].body).toContain('- **Namespaces**: `demo`.');
    expect(proposed[0].body).toContain(
      '- `NetworkAttachmentDefinition/demo/nad-1085`: revert this request.',
    );
  });

  it('only says so in a dry run, and writes nothing', async () => {
    await attached();
    const { outputs, log } = await remove({ context: { isDryRun: true } });
    expect(outputs.changes).toMatchObject([{ action: 'deleted' }]);
    expect(log).toContain('info: Namespaces: demo.');
    expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
  });

  it('shows a deletion that the checks refuse as skipped in a preview', async () => {
    await attached();
    await runAction({
      action: createVmCreateAction(testDependencies(server.url)),
      input: {
        name: 'web-1',
        namespace: 'demo',
        containerDisk: 'quay.io/containerdisks/fedora:41',
        instancetype: 'u1.small',
        networks: [{ name: 'nic', vlanId: 1085 }],
        delivery: 'pull-request',
      },
      folder: dir.path,
    });
    const refused = remove();
    await expect(refused).rejects.toThrow(
      /removal-in-use NetworkAttachmentDefinition\/demo\/nad-1085 metadata\.name: .*VirtualMachine\/demo\/web-1/,
    );
    const { outputs } = await remove({
      context: { isDryRun: true, secrets: { kubevirtPreview: '' } },
    });
    expect(outputs.preview).toMatchObject({
      changes: [{ action: 'skipped' }],
      reach: { namespaces: ['demo'] },
    });
  });

  it('deletes the file in the workspace', async () => {
    const run = async (action: any, workspace?: string) =>
      runAction({
        action,
        input: {
          ...{ vlanId: 1085, nodePool: 'c7000', namespace: 'demo' },
          delivery: 'render',
        },
        folder: dir.path,
        context: workspace ? { workspacePath: workspace } : {},
      });
    const deps = testDependencies(server.url);
    const { workspacePath } = await run(createVlanAttachAction(deps));
    await expect(fs.stat(join(workspacePath, NETWORK))).resolves.toBeDefined();
    const { outputs } = await run(
      createRemoveAction(deps, [network]),
      workspacePath,
    );
    expect(outputs.changes).toMatchObject([{ action: 'deleted' }]);
    await expect(fs.stat(join(workspacePath, NAMESPACE))).rejects.toThrow(
      'ENOENT',
    );
    await expect(fs.readdir(join(workspacePath, NODES))).resolves.toEqual([
      'kustomization.yaml',
      `${POLICY}.yaml`,
    ]);
  });

  describe('with interfaces that a policy takes away', () => {
    const withTemplate = async (text: string) => {
      const folder = join(dir.path, 'template');
      await fs.mkdir(join(folder, 'manifests'), { recursive: true });
      await fs.writeFile(join(folder, 'manifests/policy.yaml.njk'), text);
      const baseUrl = `file://${join(folder, 'template.yaml')}`;
      return { manifests: 'manifests', context: { templateInfo: { baseUrl } } };
    };

    it('writes the policy with them absent, and deletes the network', async () => {
      await attached();
      const { outputs } = await remove({
        removals: [network, interfaces],
        ...(await withTemplate(ABSENT)),
      });
      expect(
        outputs.changes.map(({ action }: { action: string }) => action),
      ).toEqual(['configured', 'deleted']);
      const written = await server.show(BRANCH, `${NODES}/${POLICY}.yaml`);
      const { spec } = parse(written);
      expect(spec.desiredState.interfaces).toEqual(
        parse(ABSENT).spec.desiredState.interfaces,
      );
    });

    it.each([
      [
        'an interface that is not planned',
        [network, { ...interfaces, interfaces: ['bridge-1085'] } as Removal],
        ABSENT,
        `interface-state NodeNetworkConfigurationPolicy/${POLICY} spec.desiredState.interfaces[1].state: found "absent"`,
      ],
      [
        'a bridge that a network of the result uses',
        [interfaces],
        ABSENT,
        `removal-in-use NodeNetworkConfigurationPolicy/${POLICY} spec.desiredState.interfaces: this takes away bridge-1085, eno49.1085, which NetworkAttachmentDefinition/demo/nad-1085`,
      ],
      [
        'a manifest of an object that is planned as removed',
        [network, interfaces],
        `${ABSENT}---\napiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: nad-1085\n  namespace: demo\nspec:\n  config: '{}'\n`,
        'renders NetworkAttachmentDefinition/demo/nad-1085 (k8s.cni.cncf.io/v1), which is not planned',
      ],
    ])('refuses %s', async (_what, removals, text, message) => {
      await attached();
      await expect(
        remove({ removals, ...(await withTemplate(text)) }),
      ).rejects.toThrow(message);
    });
  });

  it('is refused if it writes a policy and deletes it too', async () => {
    await attached();
    const removals = [interfaces, policy];
    await expect(remove({ removals })).rejects.toThrow(
      `The plan writes and deletes NodeNetworkConfigurationPolicy/${POLICY}, allowed: one of the two, so write it with one change and delete it with the next. Nothing was written`,
    );
  });

  it('asks for the VLANs of what is taken away, whatever was asked for', async () => {
    await attached();
    const deps = testDependencies(server.url);
    const asked: string[] = [];
    const authorize: typeof deps.permissions.authorize = async requests => {
      asked.push(...requests.map(request => JSON.stringify(request)));
      return requests.map(() => ({ result: AuthorizeResult.DENY }));
    };
    await expect(
      remove({
        vlanIds: [],
        deps: { permissions: { ...deps.permissions, authorize } },
      }),
    ).rejects.toThrow('the permission kubevirt.vlan.attach for VLAN 1085');
    expect(asked).toEqual([
      expect.stringContaining('resource:default/vlan-1085'),
    ]);
  });
});

it('reaches the VMs on a network that is deleted, and no node', () => {
  const vm = {
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
  const nad = {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name: 'nad-1085', namespace: 'demo' },
  };
  expect(
    blastRadius({
      objects: [],
      changes: [],
      removed: [nad],
      facts: { existing: { source: 'main', objects: [vm, nad] } },
    }),
  ).toEqual({
    nodes: [],
    namespaces: ['demo'],
    vms: ['demo/web-1'],
    restarts: [],
  });
});
