import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer, startGitServer } from 'git-server';
import {
  ScaffolderClient,
  TaskResult,
} from '../__testUtils__/ScaffolderClient';
import { demoConfig, startBackend } from '../__testUtils__/startBackend';
import {
  attachedOnMain,
  networkOnMain,
} from '../__testUtils__/whoMay/attachedOnMain';
import { commitToMain } from '../__testUtils__/whoMay/commitToMain';
import { HardCoded, writeHardCoded } from '../__testUtils__/whoMay/hardCoded';
import { HARD_CODED_NETWORKS } from '../__testUtils__/whoMay/hardCodedNetworks';
import { HARD_CODED_POLICIES } from '../__testUtils__/whoMay/hardCodedPolicies';
import {
  ATTACH_INPUTS,
  VM_INPUTS,
  rawStep,
  writeRawTemplates,
} from '../__testUtils__/whoMay/rawTemplates';
import {
  ALLOWED,
  DECEIVING,
  REFUSED,
  attach,
  vm,
} from '../__testUtils__/whoMay/uses';

jest.setTimeout(120_000);

const HARD_CODED = [...HARD_CODED_POLICIES, ...HARD_CODED_NETWORKS];
const ATTACH_BRANCH = 'kubevirt/vlan-attach/demo/vlan-1090-policy-c7000/demo';

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
      ...networkOnMain('trunk', DECEIVING.trunk),
      ...networkOnMain('spelled', DECEIVING.spelled),
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

  it.each<[string, string, object]>(ALLOWED)(
    'allowed: %s',
    async (_what, template, values) => {
      const { status, log, hasWritten } = await run(template, values);
      expect([status, log]).toEqual(['completed', expect.any(String)]);
      expect(hasWritten).toBe(true);
    },
  );

  it.each<[string, string, object, string[]]>(REFUSED)(
    'refused: %s',
    async (_what, template, values, texts) => {
      const { status, log, hasWritten } = await run(template, values);
      for (const text of [...texts, 'Nothing was written']) {
        expect(log).toContain(text);
      }
      expect(status).toBe('failed');
      expect(hasWritten).toBe(false);
    },
  );

  it.each(Object.keys(DECEIVING))(
    'refused: a VM on the network "%s"',
    async networkName => {
      const values = vm({ networkName }, { name: `on-${networkName}` });
      const { status, hasWritten } = await run('create-vm', values);
      expect([status, hasWritten]).toEqual(['failed', false]);
    },
  );

  const hardCoded = HARD_CODED.map(
    one => [one.template, one.what, one] as const,
  );
  const tryOut = async (one: HardCoded) => {
    // Without what others left on the branch, so that nothing else refuses it.
    await server.git('update-ref', '-d', `refs/heads/${ATTACH_BRANCH}`);
    const manifests = writeHardCoded(
      folder,
      one,
      `manifests-${HARD_CODED.indexOf(one)}`,
    );
    const values =
      one.template === 'attach-vlan'
        ? attach({ vlanId: 1090 })
        : vm({ vlanId: 1085 });
    const { status, log, hasWritten } = await run(`raw-${one.template}`, {
      ...values,
      name: 'web-4',
      manifests,
    });
    const isSaid = log.includes(one.says) && /nothing was written/i.test(log);
    return { status, hasWritten, ...(!isSaid && { log }) };
  };
  const refused = { status: 'failed', hasWritten: false };

  it.each(hardCoded)(
    'refused: a template %s whose manifests hard-code %s',
    async (_template, _what, one) => {
      expect(await tryOut(one)).toEqual(refused);
    },
  );
});
