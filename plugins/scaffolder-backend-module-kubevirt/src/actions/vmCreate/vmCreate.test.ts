import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitServer, git, startGitServer } from 'git-server';
import { parse } from 'yaml';
import { vmInput } from 'kubevirt-vlan-test-kit';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from '../../__testUtils__/testDependencies';
import { ActionDependencies } from '../../pipeline';
import { createVlanAttachAction } from '../vlanAttach';
import { createVmCreateAction } from './vmCreate';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const BRANCH = 'kubevirt/vm-create/demo/demo/web-1';
const PATH = 'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml';

describe('kubevirt:vm:create', () => {
  const dir = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    dir.setContent({});
    server = await startGitServer();
  });
  afterEach(() => server.close());

  const create = (
    more: object = {},
    context: object = {},
    deps: Partial<ActionDependencies> = {},
  ) =>
    runAction({
      action: createVmCreateAction(testDependencies(server.url, deps)),
      input: { ...vmInput, ...more },
      folder: dir.path,
      context,
    });
  const attachAndMerge = async () => {
    const { outputs } = await runAction({
      action: createVlanAttachAction(testDependencies(server.url)),
      input: {
        vlanId: 1085,
        nodePool: 'c7000',
        namespace: 'demo',
        delivery: 'pull-request',
      },
      folder: dir.path,
    });
    await server.git('update-ref', 'refs/heads/main', outputs.commit);
  };

  it('pushes a VM with its NICs in pairs', async () => {
    const { outputs } = await create();
    expect(outputs).toMatchObject({
      vmName: 'web-1',
      networkNames: ['nad-1085'],
      entityRef: 'resource:demo/web-1.vm.demo',
      branch: BRANCH,
      manifests: [PATH],
      changes: [
        {
          kind: 'VirtualMachine',
          namespace: 'demo',
          name: 'web-1',
          action: 'created',
          path: PATH,
        },
      ],
    });
    const { spec } = parse(await server.show(BRANCH, PATH)).spec.template;
    expect(spec.networks).toEqual([
      { name: 'default', pod: {} },
      { name: 'nic-pxe1', multus: { networkName: 'nad-1085' } },
    ]);
    expect(spec.domain.devices.interfaces).toEqual([
      { name: 'default', masquerade: {} },
      { name: 'nic-pxe1', bridge: {}, bootOrder: 1 },
    ]);
  });

  it('commits nothing the second time, and succeeds', async () => {
    const first = await create();
    const second = await create();
    expect(second.outputs.changes).toMatchObject([{ action: 'unchanged' }]);
    expect(await server.git('rev-parse', BRANCH)).toBe(first.outputs.commit);
  });

  it('warns where the network is not attached yet, and not where it is', async () => {
    const before = await create();
    expect(before.outputs.findings).toMatchObject([
      { level: 'warning', code: 'vm-network-missing' },
      // There is no cluster here.
      { level: 'warning', code: 'not-checked' },
    ]);
    await attachAndMerge();
    const after = await create({ name: 'web-2' });
    expect(after.outputs.findings).toMatchObject([{ code: 'not-checked' }]);
  });

  it('adds to the kustomization of its namespace', async () => {
    await attachAndMerge();
    await create();
    expect(
      parse(
        await server.show(
          BRANCH,
          'clusters/demo/namespaces/demo/kustomization.yaml',
        ),
      ).resources,
    ).toEqual([
      'networkattachmentdefinition-nad-1085.yaml',
      'virtualmachine-web-1.yaml',
    ]);
  });

  it('refuses a MAC address that another VM of the namespace has', async () => {
    const networks = [
      { name: 'a', vlanId: 1085, macAddress: '02:00:00:00:00:01' },
    ];
    const { outputs } = await create({ networks });
    await server.git('update-ref', 'refs/heads/main', outputs.commit);
    await expect(create({ name: 'web-2', networks })).rejects.toThrow(
      'vm-mac-taken VirtualMachine/demo/web-2',
    );
    expect(await server.git('branch', '--list', '*web-2')).toBe('');
  });

  it('outputs where the VM is in the console', async () => {
    const { outputs } = await create(
      {},
      { isDryRun: true },
      {
        consoleOf: (cluster, { kind, name }) =>
          `https://${cluster}.example.com/${kind}/${name}`,
      },
    );
    expect(outputs.consoleUrl).toBe(
      'https://demo.example.com/VirtualMachine/web-1',
    );
  });

  describe('where no provider reads the cluster', () => {
    const FILE = PATH.replace('.yaml', '.catalog-info.yaml');
    const vlan = (id: number) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: `vlan-${id}`, namespace: 'default' },
      spec: {
        type: 'vlan',
        owner: 'group:default/network',
        vlan: { id, allowedNamespaces: ['demo'] },
      },
    });
    const withoutProvider = (vlans: number[], more = {}) => ({
      isProvided: () => false,
      catalog: {
        getEntities: async ({ filter }: any) => ({
          items: filter.kind === 'resource' ? vlans.map(vlan) : [],
        }),
        getEntityByRef: async () => undefined,
      },
      ...more,
    });
    const run = (more: object, input: object = {}, context: object = {}) =>
      create(input, context, more);
    const entity = async () => parse(await server.show(BRANCH, FILE));

    /** A commit of a person on the branch of the change. */
    const byHand = async (change: (folder: string) => void) => {
      const clone = join(dir.path, 'person');
      await git(['clone', '--quiet', '-b', BRANCH, server.url, clone]);
      change(clone);
      await git([
        ...['-C', clone, '-c', 'user.name=Pat', '-c', 'user.email=p@x'],
        ...['commit', '--quiet', '-a', '-m', 'By hand'],
      ]);
      await git(['-C', clone, 'push', '--quiet']);
      return server.git('rev-parse', BRANCH);
    };

    it('writes the entity of the VM beside its manifest, and not for the cluster', async () => {
      const { outputs } = await run(withoutProvider([1085]));
      expect(outputs.entityRef).toBe('resource:demo/web-1.vm.demo');
      expect(await entity()).toMatchObject({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          namespace: 'demo',
          name: 'web-1.vm.demo',
          annotations: { 'kubevirt-vlan.backstage.io/cluster': 'demo' },
        },
        spec: {
          type: 'virtual-machine',
          owner: 'group:default/network',
          dependsOn: [
            'resource:default/vlan-1085',
            'resource:demo/nad-1085.network.demo',
          ],
        },
      });
      const folder = 'clusters/demo/namespaces/demo/';
      expect(
        parse(await server.show(BRANCH, `${folder}kustomization.yaml`)),
      ).toMatchObject({ resources: ['virtualmachine-web-1.yaml'] });
      const again = await run(withoutProvider([1085]));
      expect(again.outputs.commit).toBe(outputs.commit);
    });

    it('depends on no VLAN that nobody registered', async () => {
      await run(withoutProvider([1090]));
      expect((await entity()).spec.dependsOn).toEqual([
        'resource:demo/nad-1085.network.demo',
      ]);
    });

    it('writes it again with the manifest', async () => {
      await run(withoutProvider([1085]));
      await run(withoutProvider([1085]), { owner: 'group:default/shop' });
      expect((await entity()).spec.owner).toBe('group:default/shop');
    });

    it('does not put it back where somebody removed it from the request', async () => {
      await run(withoutProvider([1085]));
      await byHand(folder => rmSync(join(folder, FILE)));
      await run(withoutProvider([1085]), { owner: 'group:default/shop' });
      expect(
        await server.git('ls-tree', '-r', '--name-only', BRANCH),
      ).not.toContain('catalog-info');
    });

    it('does not touch it where only its layout differs', async () => {
      await run(withoutProvider([1085]));
      const text = await server.show(BRANCH, FILE);
      const commit = await byHand(folder =>
        writeFileSync(join(folder, FILE), JSON.stringify(parse(text))),
      );
      const { outputs } = await run(withoutProvider([1085]));
      expect(outputs.commit).toBe(commit);
    });

    it('writes it to the workspace, too', async () => {
      const { workspacePath } = await run(withoutProvider([1085]), {
        delivery: 'render',
      });
      expect(
        parse(readFileSync(join(workspacePath, FILE), 'utf8')).metadata.name,
      ).toBe('web-1.vm.demo');
    });

    it.each([
      ['with a provider', true, true],
      ['where the site wants none', false, false],
    ])('writes none %s', async (_what, isProvided, catalogInfo) => {
      const site = { ...testDependencies(server.url).site, catalogInfo };
      await run(
        withoutProvider([1085], { isProvided: () => isProvided, site }),
      );
      expect(
        await server.git('ls-tree', '-r', '--name-only', BRANCH),
      ).not.toContain('catalog-info');
    });

    it('reports a catalog that does not answer, and writes nothing', async () => {
      const catalog = {
        getEntities: async () => {
          throw new Error('ECONNREFUSED');
        },
        getEntityByRef: async () => undefined,
      };
      await expect(run(withoutProvider([], { catalog }))).rejects.toThrow(
        'could not be read from the catalog',
      );
      expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
    });
  });

  describe('in the dry run of a form', () => {
    const context = {
      isDryRun: true,
      secrets: { kubevirtPreview: '36c9e2a0-0c3a-4b37-8a35-1d1c5f0b9f6b' },
    };

    it('shows what it would write', async () => {
      const { outputs } = await create({}, context);
      expect(outputs.preview).toMatchObject({
        changes: [{ name: 'web-1', action: 'created', path: PATH }],
        findings: [{ code: 'vm-network-missing' }, { code: 'not-checked' }],
        manifests: [{ path: PATH }],
        reach: { nodes: [], vms: ['demo/web-1'] },
      });
      const [{ text }] = outputs.preview.manifests;
      expect(parse(text).metadata.name).toBe('web-1');
      expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
    });

    it('shows what the checks refuse, and why', async () => {
      const networks = [
        { name: 'a', vlanId: 1085, macAddress: '02:00:00:00:00:01' },
      ];
      const other = await create({ networks });
      await server.git('update-ref', 'refs/heads/main', other.outputs.commit);
      const refused = { name: 'web-2', networks };
      await expect(create(refused, { isDryRun: true })).rejects.toThrow(
        'vm-mac-taken',
      );
      const { outputs } = await create(refused, context);
      expect(outputs.preview).toMatchObject({
        changes: [{ name: 'web-2', action: 'skipped' }],
        findings: expect.arrayContaining([
          expect.objectContaining({
            level: 'error',
            code: 'vm-mac-taken',
          }),
        ]),
        manifests: [{ path: PATH.replace('web-1', 'web-2') }],
      });
      await expect(
        create(refused, { ...context, isDryRun: false }),
      ).rejects.toThrow('vm-mac-taken');
    });

    it('has no preview in another dry run, or in a real run', async () => {
      const dry = await create({}, { isDryRun: true });
      expect(dry.outputs.preview).toBeUndefined();
      const { outputs } = await create({}, { ...context, isDryRun: false });
      expect(outputs.preview).toBeUndefined();
      expect(outputs.commit).toEqual(expect.any(String));
    });
  });

  it('writes nothing in a dry run', async () => {
    const { outputs } = await create({}, { isDryRun: true });
    expect(outputs.changes).toMatchObject([{ action: 'created' }]);
    expect(await server.git('branch', '--list', 'kubevirt/*')).toBe('');
  });

  it.each<[string, object, string]>([
    [
      'an address outside the subnet',
      { networks: [{ name: 'a', vlanId: 1085, ipAddress: '10.6.86.1' }] },
      'networks[0].ipAddress: found "10.6.86.1"',
    ],
    [
      'a private key',
      { sshKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA'] },
      'sshKeys[0]: found a value that is not shown',
    ],
    [
      'direct apply',
      { delivery: 'apply' },
      'delivery: found "apply", allowed by kubevirt.deliveries: "render", "pull-request"',
    ],
    ['another cluster', { cluster: 'prod' }, 'cluster: found "prod"'],
  ])('refuses %s before anything is read', async (_what, more, message) => {
    await expect(create(more)).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });
});
