import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer, startGitServer } from 'git-server';
import { TaskResult } from '../__testUtils__/ScaffolderClient';
import { demoConfig } from '../__testUtils__/startBackend';
import { attached, writeHardCoded } from '../__testUtils__/whoMay/hardCoded';
import { attachedOnMain } from '../__testUtils__/whoMay/attachedOnMain';
import { commitToMain } from '../__testUtils__/whoMay/commitToMain';
import {
  ATTACH,
  CREATE,
  DENIED,
  GIVEN,
} from '../__testUtils__/whoMay/permissionCases';
import {
  ATTACH_INPUTS,
  rawStep,
  writeRawTemplates,
} from '../__testUtils__/whoMay/rawTemplates';
import {
  Policy,
  startWithPolicy,
} from '../__testUtils__/whoMay/startWithPolicy';

jest.setTimeout(120_000);

const OTHER_ID = attached('VLAN 1085', '', [
  'id: {{ vlanId | yaml }}',
  'id: 1085',
]);

describe('the permissions of the plugin, with a real policy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'permissions-'));
  let server: GitServer;
  let started: Awaited<ReturnType<typeof startWithPolicy>>;

  beforeAll(async () => {
    server = await startGitServer();
    await commitToMain(server, attachedOnMain(1085));
    const config = demoConfig(server.url, { isRegistered: true });
    const steps = [rawStep('openshift:vlan:attach', ATTACH_INPUTS)];
    config.catalog.locations.push(
      writeRawTemplates(folder, [{ name: 'raw', steps }]),
    );
    writeHardCoded(folder, OTHER_ID, 'manifests-of-1085');
    started = await startWithPolicy(config, { templates: ['raw'] });
  });
  afterAll(async () => {
    await started?.stop();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (policy: Policy, template: string, values: object) => {
    started.policy.answer = policy;
    started.policy.asked.splice(0);
    const before = await server.git('for-each-ref');
    const task = (await started.client.run(template, values)) as TaskResult;
    const hasWritten = (await server.git('for-each-ref')) !== before;
    return { ...task, hasWritten };
  };

  it('are listed for those who write policies', async () => {
    const { body } = await started.address.request(
      'scaffolder',
      '/.well-known/backstage/permissions/metadata',
    );
    for (const name of [ATTACH, CREATE]) {
      expect(body.permissions).toContainEqual({
        type: 'resource',
        name,
        attributes: { action: 'create' },
        resourceType: 'catalog-entity',
      });
    }
  });

  it.each(DENIED)(
    'refuse, where it says %s',
    async (_what, policy, name, values, what) => {
      const { status, log, hasWritten } = await run(policy, name, values);
      expect(log).toContain(
        `The permission policy of Backstage does not give user:default/mock the permission ${what}; ask those who look after Backstage. Nothing was written`,
      );
      expect(status).toBe('failed');
      expect(hasWritten).toBe(false);
      expect(started.policy.asked).toContain(what.split(' ')[0]);
    },
  );

  it.each(GIVEN)(
    'let through, where it says %s',
    async (_what, policy, name, values) => {
      const { status, log, hasWritten } = await run(policy, name, values);
      expect([status, log]).toEqual(['completed', expect.any(String)]);
      expect(hasWritten).toBe(true);
    },
  );
});
