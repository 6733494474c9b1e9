import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer, startGitServer } from 'git-server';
import { ScaffolderClient, TaskResult } from '../__testUtils__/ScaffolderClient';
import { demoConfig, startBackend } from '../__testUtils__/startBackend';
import { attachValues, vmValues } from '../__testUtils__/values';
import {
  attachedOnMain,
  networkOnMain,
} from '../__testUtils__/whoMay/attachedOnMain';
import { commitToMain } from '../__testUtils__/whoMay/commitToMain';
import { HARD_CODED, writeHardCoded } from '../__testUtils__/whoMay/hardCoded';
import {
  ATTACH_INPUTS,
  VM_INPUTS,
  rawStep,
  writeRawTemplates,
} from '../__testUtils__/whoMay/rawTemplates';

jest.setTimeout(120_000);

const USER = 'user:default/mock';
const OWNER = 'ask its owner group:default/network';
const NOT_1100 = `${USER} may not use VLAN 1100 in namespace "demo"`;
const NOT_IN_CATALOG = `the catalog has no resource:default/vlan-2000 that ${USER} can see`;

const attach = (more: object) => ({ ...attachValues, ...more });
const vm = (network: object, more: object = {}) => ({
  ...vmValues,
  name: 'web-2',
  networks: [{ name: 'nic', ...network }],
  ...more,
});

describe('who may use a VLAN', () => {
  const folder = mkdtempSync(join(tmpdir(), 'who-may-'));
  let server: GitServer;
  let client: ScaffolderClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    server = await startGitServer();
    await commitToMain(server, {
      ...attachedOnMain(1085),
      ...attachedOnMain(1100, 'terminals'),
      ...networkOnMain('tagged', {
        bridge: 'br-trunk',
        vlan: 1100,
        preserveDefaultVlan: false,
      }),
      ...networkOnMain('unknown', { bridge: 'br-of-nobody' }),
    });
    const config = demoConfig(server.url, { isRegistered: true });
    config.catalog.locations.push(
      writeRawTemplates(folder, [
        {
          name: 'raw-attach-vlan',
          steps: [rawStep('openshift:vlan:attach', ATTACH_INPUTS)],
        },
        {
          name: 'raw-create-vm',
          steps: [rawStep('kubevirt:vm:create', VM_INPUTS)],
        },
      ]),
    );
    ({ client, stop } = await startBackend(config, {
      templates: ['raw-attach-vlan', 'raw-create-vm'],
    }));
  });
  afterAll(async () => {
    await stop?.();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (template: string, values: object) => {
    const before = await server.git('for-each-ref');
    const task = (await client.run(template, values)) as TaskResult;
    const hasWritten = (await server.git('for-each-ref')) !== before;
    return { ...task, hasWritten };
  };

  it.each<[string, string, object]>([
    ['VLAN 1085 in demo', 'attach-vlan', attach({ mtu: 1400 })],
    ['VLAN 1090 in demo', 'attach-vlan', attach({ vlanId: 1090 })],
    ['a VM on VLAN 1085', 'create-vm', vm({ vlanId: 1085 })],
    [
      'a VM on a network that leads to VLAN 1085',
      'create-vm',
      vm({ networkName: 'nad-1085' }, { name: 'web-3' }),
    ],
  ])('allowed: %s', async (_what, template, values) => {
    const { status, log, hasWritten } = await run(template, values);
    expect([status, log]).toEqual(['completed', expect.any(String)]);
    expect(hasWritten).toBe(true);
  });

  it.each<[string, string, object, string[]]>([
    [
      'VLAN 1100, which everybody sees',
      'attach-vlan',
      attach({ vlanId: 1100 }),
      [NOT_1100, OWNER],
    ],
    [
      'VLAN 1085 in another namespace',
      'attach-vlan',
      attach({ namespace: 'other' }),
      [
        `${USER} may not use VLAN 1085 in namespace "other"`,
        'found namespace "other", allowed: "demo"',
        OWNER,
      ],
    ],
    [
      'a VLAN without an entity',
      'attach-vlan',
      attach({ vlanId: 2000 }),
      [NOT_IN_CATALOG, 'ask the platform team'],
    ],
    ['a VM on VLAN 1100', 'create-vm', vm({ vlanId: 1100 }), [NOT_1100, OWNER]],
    [
      'a VM on VLANs 1085 and 1100',
      'create-vm',
      {
        ...vm({}),
        networks: [
          { name: 'a', vlanId: 1085 },
          { name: 'b', vlanId: 1100 },
        ],
      },
      [NOT_1100, OWNER],
    ],
    [
      'a VM in another namespace',
      'create-vm',
      vm({ vlanId: 1085 }, { namespace: 'other' }),
      [`${USER} may not use VLAN 1085 in namespace "other"`, OWNER],
    ],
    [
      'a VM on a VLAN without an entity',
      'create-vm',
      vm({ vlanId: 2000 }),
      [NOT_IN_CATALOG],
    ],
    [
      'a VM on a network whose bridge is VLAN 1100',
      'create-vm',
      vm({ networkName: 'terminals' }),
      [NOT_1100, OWNER],
    ],
    [
      'a VM on a network that tags VLAN 1100',
      'create-vm',
      vm({ networkName: 'tagged' }),
      [NOT_1100, OWNER],
    ],
    [
      'a VM on a network of which nothing says the VLAN',
      'create-vm',
      vm({ networkName: 'unknown' }),
      ['nothing that was read says which VLAN it leads to'],
    ],
    [
      'a VM on a network that does not exist',
      'create-vm',
      vm({ networkName: 'nad-1100' }),
      ['which does not exist in what was read'],
    ],
  ])('refused: %s', async (_what, template, values, texts) => {
    const { status, log, hasWritten } = await run(template, values);
    for (const text of [...texts, 'Nothing was written']) {
      expect(log).toContain(text);
    }
    expect(status).toBe('failed');
    expect(hasWritten).toBe(false);
  });

  it.each(HARD_CODED.map((one, i) => [one.template, one.what, one, i] as const))(
    'refused: a template %s whose manifests hard-code %s',
    async (template, _what, one, i) => {
      const manifests = writeHardCoded(folder, one, `manifests-${i}`);
      const values =
        template === 'attach-vlan' ? attach({}) : vm({ vlanId: 1085 });
      const { status, log, hasWritten } = await run(`raw-${template}`, {
        ...values,
        name: 'web-4',
        manifests,
      });
      expect([status, log]).toEqual(['failed', expect.any(String)]);
      expect(log).toContain(one.says);
      expect(log).toMatch(/nothing was written/i);
      expect(hasWritten).toBe(false);
    },
  );
});
