import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer, startGitServer } from 'git-server';
import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';
import {
  ScaffolderClient,
  TaskResult,
} from '../__testUtils__/ScaffolderClient';
import { demoConfig, startBackend } from '../__testUtils__/startBackend';
import { AuditLog, AuditedRun } from '../__testUtils__/whoMay/AuditLog';
import {
  ATTACH,
  FAILING,
  PLANNED,
  RAW,
  SECRET,
  WITH_SECRET,
} from '../__testUtils__/whoMay/auditCases';
import { ownAddress } from '../__testUtils__/whoMay/ownAddress';
import {
  templateEntity,
  writeRawTemplates,
} from '../__testUtils__/whoMay/rawTemplates';

jest.setTimeout(120_000);

describe('the audit log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const audit = new AuditLog();
  const address = ownAddress();
  let server: GitServer;
  let client: ScaffolderClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    server = await startGitServer();
    const config = demoConfig(server.url, { isRegistered: true });
    config.catalog.locations.push(
      writeRawTemplates(folder, [RAW, WITH_SECRET]),
    );
    ({ client, stop } = await startBackend(config, {
      templates: [RAW.name, WITH_SECRET.name],
      features: [audit.factory, address.feature],
    }));
  });
  afterAll(async () => {
    await stop?.();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => audit.take());

  /** The one event of a run, and what else is known of it. */
  const run = async (
    template: string,
    values: object,
    secrets: Record<string, string> = {},
  ): Promise<{ task: TaskResult; event: AuditedRun }> => {
    const task = (await client.run(template, values, {
      secrets,
    })) as TaskResult;
    const events = audit.take();
    expect(events).toHaveLength(1);
    expect(events[0].ends).toBe(1);
    return { task, event: events[0] };
  };

  it('has one event for a run that writes, with everything that it wrote', async () => {
    const { task, event } = await run('attach-vlan', attachInput);
    expect(task.status).toBe('completed');
    expect(event).toMatchObject({
      eventId: 'vlan-attach',
      status: 'succeeded',
      begun: { ...ATTACH, template: 'template:default/attach-vlan' },
    });
    expect(event.meta).toEqual({
      ...PLANNED,
      template: 'template:default/attach-vlan',
      nodePool: 'c7000',
      identity: expect.stringMatching(/\S/),
      objects: [
        'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000: created',
        'NetworkAttachmentDefinition/demo/nad-1085: created',
      ],
      commit: task.output?.commit,
    });
    expect(event.meta.commit).toMatch(/^[0-9a-f]{40}$/);
  });

  it('has one for a run that finds everything in place', async () => {
    const { event } = await run('attach-vlan', attachInput);
    expect(event).toMatchObject({ status: 'succeeded', meta: PLANNED });
    expect(event.meta.objects.join()).toMatch(/unchanged,.*unchanged$/);
  });

  it('has one for a VM', async () => {
    const { event } = await run('create-vm', vmInput);
    expect(event).toMatchObject({
      eventId: 'vm-create',
      status: 'succeeded',
      meta: {
        ...PLANNED,
        action: 'kubevirt:vm:create',
        identity: expect.stringMatching(/\S/),
        objects: ['VirtualMachine/demo/web-1: created'],
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    });
  });

  it('has one for manifests that stay in the workspace', async () => {
    const { event } = await run('attach-vlan', {
      ...attachInput,
      delivery: 'render',
    });
    expect(event).toMatchObject({
      status: 'succeeded',
      meta: { ...PLANNED, delivery: 'render', objects: expect.any(Array) },
    });
    expect(event.meta.commit).toBeUndefined();
  });

  it.each<[string, object, object, string]>(FAILING)(
    'has one that failed for %s',
    async (_what, values, meta, message) => {
      const { task, event } = await run('raw', { ...attachInput, ...values });
      expect(task.status).toBe('failed');
      expect(event).toMatchObject({ status: 'failed', meta });
      expect(event.error?.message).toContain(message);
      expect(event.meta.objects).toBeUndefined();
      expect(event.meta.commit).toBeUndefined();
    },
  );

  it.each<[string, object]>([
    ['the VLAN', { vlanId: undefined }],
    ['the delivery', { delivery: undefined }],
  ])(
    'has none where %s is missing, with which no run begins',
    async (_w, more) => {
      const { status, log } = (await client.run('raw', {
        ...attachInput,
        ...more,
      })) as TaskResult;
      expect([status, log]).toEqual([
        'failed',
        expect.stringContaining('Invalid input passed to action'),
      ]);
      expect(audit.take()).toEqual([]);
    },
  );

  it('has one for a dry run, and says so', async () => {
    const before = await server.git('for-each-ref');
    const { status, body } = await address.request(
      'scaffolder',
      '/v2/dry-run',
      {
        template: templateEntity(RAW),
        values: { ...attachInput, mtu: 1400 },
        directoryContents: [],
      },
    );
    expect([status, body.error]).toEqual([200, undefined]);
    const events = audit.take();
    expect(events).toMatchObject([
      {
        status: 'succeeded',
        ends: 1,
        begun: { ...ATTACH, dryRun: true },
        meta: {
          ...PLANNED,
          dryRun: true,
          objects: expect.arrayContaining([expect.any(String)]),
        },
      },
    ]);
    expect(events[0].meta.commit).toBeUndefined();
    expect(await server.git('for-each-ref')).toBe(before);
  });

  it.each<[string, string, object, string]>([
    ['the reason', 'with-secret', {}, 'the reason hold the value of'],
    ['an input', 'raw', { namespace: SECRET }, 'may not use VLAN 1085'],
    ['an input that is not valid', 'raw', { delivery: SECRET }, 'delivery'],
    ['an unknown cluster', 'raw', { cluster: SECRET }, 'cluster'],
  ])('has no secret of the task in %s', async (_what, name, more, message) => {
    const { task, event } = await run(
      name,
      { ...attachInput, ...more },
      { password: SECRET },
    );
    expect(task.status).toBe('failed');
    expect(event.error?.message).toContain(message);
    const { error, ...rest } = event;
    const said = [JSON.stringify(rest), error?.message, error?.stack, task.log];
    expect(said.join('\n')).not.toContain(SECRET);
  });
});
