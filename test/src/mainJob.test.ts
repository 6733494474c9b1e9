import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GitServer, git, startGitServer } from 'git-server';
import { parse } from 'yaml';
import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';
import {
  Refusal,
  ScaffolderClient,
  TaskResult,
} from './__testUtils__/ScaffolderClient';
import { demoConfig, startBackend } from './__testUtils__/startBackend';

const golden = parse(
  readFileSync(resolve(__dirname, '../golden/seed-vlan-1085.yaml'), 'utf8'),
);

const ATTACH = 'kubevirt/vlan-attach/demo/vlan-1085-policy-c7000/demo';
const CREATE = 'kubevirt/vm-create/demo/demo/web-1';
const NAMESPACE = 'clusters/demo/namespaces/demo';

jest.setTimeout(120_000);

describe('the main job, in a real backend with a real Git server', () => {
  let server: GitServer;
  let client: ScaffolderClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    server = await startGitServer();
    ({ client, stop } = await startBackend(
      demoConfig(server.url, { isRegistered: true }),
    ));
  });
  afterAll(async () => {
    await stop?.();
    await server?.close();
  });

  const read = async (branch: string, path: string) =>
    parse(await server.show(branch, path));

  it('attaches VLAN 1085 exactly as in the seed case', async () => {
    const task = await client.run('attach-vlan', attachInput);
    expect(task).toMatchObject({
      status: 'completed',
      output: {
        branch: ATTACH,
        commit: await server.git('rev-parse', ATTACH),
        entityRef: 'resource:default/vlan-1085',
        links: [
          {
            title: 'VLAN 1085 in the catalog',
            entityRef: 'resource:default/vlan-1085',
          },
        ],
      },
    });

    const policy = await read(
      ATTACH,
      'clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
    );
    expect(policy).toMatchObject({
      apiVersion: 'nmstate.io/v1',
      kind: 'NodeNetworkConfigurationPolicy',
      metadata: { name: golden.policy.name },
    });
    expect(policy.spec).toEqual(golden.policy.spec);

    const network = await read(
      ATTACH,
      `${NAMESPACE}/networkattachmentdefinition-nad-1085.yaml`,
    );
    const { name, namespace, annotations } = golden.network;
    expect(network).toMatchObject({
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: { name, namespace },
    });
    expect(network.metadata.annotations).toMatchObject(annotations);
    expect(Object.keys(network.spec)).toEqual(['config']);
    expect(JSON.parse(network.spec.config)).toEqual(golden.network.config);
  });

  it('creates the VM with its port on the VLAN', async () => {
    const task = await client.run('create-vm', vmInput);
    expect(task).toMatchObject({ status: 'completed' });

    const vm = await read(CREATE, `${NAMESPACE}/virtualmachine-web-1.yaml`);
    const { networks, domain } = vm.spec.template.spec;
    expect(networks).toContainEqual(golden.vm.network);
    expect(domain.devices.interfaces).toContainEqual(golden.vm.interface);
    expect(domain.cpu).toEqual({ cores: 2 });
    expect(domain.memory).toEqual({ guest: '4Gi' });
    expect(vm.spec.dataVolumeTemplates[0].spec).toEqual({
      storage: { resources: { requests: { storage: '20Gi' } } },
      source: { blank: {} },
    });
  });

  it('shows the changes, the warnings and the next step', async () => {
    const { output } = (await client.run('create-vm', {
      ...vmInput,
      name: 'web-9',
    })) as TaskResult;
    const [{ title, content }] = output!.text!;
    expect(title).toBe('VM web-9');
    expect(content).toContain('`VirtualMachine/demo/web-9`: **created**');
    expect(content).toContain('**Mind:**');
    expect(content).toContain('git merge origin/kubevirt/vm-create/demo/demo/');
  });

  it('succeeds without a commit the second time', async () => {
    const before = await server.git('for-each-ref');
    for (const [template, values] of [
      ['attach-vlan', attachInput],
      ['create-vm', vmInput],
    ] as const) {
      const task = (await client.run(template, values)) as TaskResult;
      expect(task.status).toBe('completed');
      expect(task.log).toContain('unchanged');
    }
    expect(await server.git('for-each-ref')).toBe(before);
  });

  it('creates branches that merge one after the other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'merge-'));
    try {
      await git(['clone', '--quiet', server.url, folder]);
      for (const branch of [ATTACH, CREATE]) {
        await git([
          ...['-C', folder, '-c', 'user.name=p', '-c', 'user.email=p@x'],
          ...['merge', '--quiet', `origin/${branch}`, '-m', 'Merge'],
        ]);
      }
      const { resources } = parse(
        readFileSync(join(folder, NAMESPACE, 'kustomization.yaml'), 'utf8'),
      );
      expect(resources).toEqual([
        'networkattachmentdefinition-nad-1085.yaml',
        'virtualmachine-web-1.yaml',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('shows what it would write but writes nothing with "render"', async () => {
    const before = await server.git('for-each-ref');
    const task = await client.run('attach-vlan', {
      ...attachInput,
      delivery: 'render',
    });
    expect(task).toMatchObject({ status: 'completed' });
    expect((task as TaskResult).log).toContain('base-iface: eno49');
    expect((task as TaskResult).output).not.toHaveProperty('branch');
    expect(await server.git('for-each-ref')).toBe(before);
  });

  it('lists both actions with their examples', async () => {
    const actions = await client.actions();
    for (const id of ['openshift:vlan:attach', 'kubevirt:vm:create']) {
      const action = actions.find(candidate => candidate.id === id);
      expect(action.examples.length).toBeGreaterThanOrEqual(3);
      expect(action.schema.input.required).toContain('delivery');
      expect(action.schema.output.properties).toHaveProperty('changes');
    }
  });

  describe('refuses without a write', () => {
    const attempt = async (template: string, values: object) => {
      const before = await server.git('for-each-ref');
      const result = await client.run(template, values);
      expect(await server.git('for-each-ref')).toBe(before);
      return result;
    };

    /** Refused by the form's own schema, before a task begins. */
    it.each<[string, string, object, string]>([
      ...[0, 4095, 1085.5, '1085', '1085 ', '0x43d', 1e9, true].map<
        [string, string, object, string]
      >(vlanId => [
        `VLAN ${JSON.stringify(vlanId)}`,
        'attach-vlan',
        { ...attachInput, vlanId },
        'vlanId',
      ]),
      ...[
        'Demo',
        'x'.repeat(64),
        '..',
        'a\nb',
        '{{7*7}}',
        '${{ parameters.vlanId }}',
        '---',
      ].flatMap<[string, string, object, string]>(text => [
        [
          `the namespace ${JSON.stringify(text)}`,
          'attach-vlan',
          { ...attachInput, namespace: text },
          'namespace',
        ],
        [
          `the VM name ${JSON.stringify(text)}`,
          'create-vm',
          { ...vmInput, name: text },
          'name',
        ],
      ]),
      [
        'an unknown cluster',
        'create-vm',
        { ...vmInput, cluster: 'prod' },
        'cluster',
      ],
      [
        'a private key',
        'create-vm',
        { ...vmInput, sshKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----'] },
        'sshKeys',
      ],
    ])('%s, in the form', async (_what, template, values, field) => {
      const { refused, body } = (await attempt(template, values)) as Refusal;
      expect(refused).toBe(400);
      expect(JSON.stringify(body.errors)).toContain(`instance.${field}`);
    });

    /** Refused by the action, whose message the task shows. */
    it.each<[string, string, object, string]>([
      ...['default', 'kube-system', 'openshift-cnv'].map<
        [string, string, object, string]
      >(namespace => [
        `the namespace ${namespace}`,
        'attach-vlan',
        { ...attachInput, namespace },
        `namespace: found "${namespace}" (string), allowed: a DNS label`,
      ]),
      [
        'an unknown pool',
        'attach-vlan',
        { ...attachInput, nodePool: 'blades' },
        'found node pool "blades", allowed: "c7000"',
      ],
      [
        'two networks of one name',
        'create-vm',
        {
          ...vmInput,
          networks: [vmInput.networks[0], { name: 'nic-pxe1', vlanId: 1090 }],
        },
        'networks[1].name: found "nic-pxe1" (string), allowed: a value that no other network',
      ],
      [
        'a multicast MAC address',
        'create-vm',
        {
          ...vmInput,
          networks: [
            { name: 'a', vlanId: 1085, macAddress: '01:00:5e:00:00:01' },
          ],
        },
        'networks[0].macAddress: found "01:00:5e:00:00:01" (string), allowed: a unicast MAC address',
      ],
      ...[
        ['10.6.86.4', 'is outside the subnet 10.6.85.0/24'],
        ['10.6.85.0', 'is the network address of 10.6.85.0/24'],
        ['10.6.85.255', 'is the broadcast address of 10.6.85.0/24'],
      ].map<[string, string, object, string]>(([ipAddress, problem]) => [
        `the address ${ipAddress}`,
        'create-vm',
        {
          ...vmInput,
          networks: [{ name: 'a', vlanId: 1085, ipAddress }],
        },
        `networks[0].ipAddress: found "${ipAddress}", which ${problem}`,
      ]),
      [
        'both vlanId and networkName',
        'create-vm',
        {
          ...vmInput,
          networks: [{ name: 'a', vlanId: 1085, networkName: 'nad-1085' }],
        },
        'networks[0].vlanId: found 1085 (number), allowed: exactly one of vlanId and networkName',
      ],
      [
        'neither vlanId nor networkName',
        'create-vm',
        { ...vmInput, networks: [{ name: 'a' }] },
        'networks[0].vlanId: found nothing, allowed: exactly one of',
      ],
      [
        'direct apply',
        'attach-vlan',
        { ...attachInput, delivery: 'apply' },
        'delivery: found "apply", allowed by kubevirt.deliveries: "render", "pull-request". Nothing was written',
      ],
    ])('%s, in the task', async (_what, template, values, message) => {
      const { status, log } = (await attempt(template, values)) as TaskResult;
      expect(status).toBe('failed');
      expect(log).toContain(message);
    });

    it('a wrong type that a template accepts, with the value in the message', async () => {
      const { log } = (await attempt('create-vm', {
        ...vmInput,
        memory: '4',
      })) as TaskResult;
      expect(log).toContain(
        'memory: found "4" (string), allowed: a quantity with its unit',
      );
    });
  });
});

describe('the configuration', () => {
  it.each<[string, (kubevirt: any) => void, string]>([
    [
      'a pool without an uplink',
      kubevirt => delete kubevirt.clusters.demo.nodePools.c7000.uplink,
      'kubevirt.clusters.demo.nodePools.c7000.uplink must be',
    ],
    [
      'a key that does not exist',
      kubevirt => (kubevirt.gitops = {}),
      'kubevirt has unknown keys: gitops',
    ],
  ])('stops the start with %s', async (_what, change, message) => {
    const config = demoConfig('https://git.example.com/gitops.git');
    change(config.kubevirt);
    await expect(startBackend(config)).rejects.toThrow(message);
  });
});
