import { createMockDirectory } from '@backstage/backend-test-utils';
import { GitServer, startGitServer } from 'git-server';
import { parse } from 'yaml';
import { runAction, testDependencies } from '../../__testUtils__/runAction';
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

  const create = (more: object = {}, context: object = {}) =>
    runAction({
      action: createVmCreateAction(testDependencies(server.url)),
      input: {
        name: 'web-1',
        namespace: 'demo',
        delivery: 'pull-request',
        cpu: 2,
        memory: '4Gi',
        blank: { size: '20Gi' },
        networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
        ...more,
      },
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

  it('commits nothing the second time, and is green', async () => {
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
