import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer, startGitServer } from 'git-server';
import { attachInput } from 'kubevirt-vlan-test-kit';
import { TaskResult } from '../__testUtils__/ScaffolderClient';
import { demoConfig } from '../__testUtils__/startBackend';
import {
  ATTACH,
  allowList,
  denyList,
  isAttach,
  isText,
  rule,
} from '../__testUtils__/whoMay/inputRules';
import {
  ATTACH_INPUTS,
  rawStep,
  writeRawTemplates,
} from '../__testUtils__/whoMay/rawTemplates';
import {
  Policy,
  startWithPolicy,
} from '../__testUtils__/whoMay/startWithPolicy';
import { WAYS_BY_TEMPLATE } from '../__testUtils__/whoMay/waysByTemplate';
import { WAYS_BY_VALUE, Way } from '../__testUtils__/whoMay/waysByValue';

jest.setTimeout(280_000);

const WAYS: Way[] = [...WAYS_BY_VALUE, ...WAYS_BY_TEMPLATE];
/** Tasks that run beside each other; the scaffolder takes 10. */
const AT_A_TIME = 8;
const ALLOWED = { ...attachInput, cluster: 'demo' };
describe('scaffolder.action.execute, with rules on the inputs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  let server: GitServer;
  let started: Awaited<ReturnType<typeof startWithPolicy>>;

  /** One after the other: a hundred concurrent requests block the catalog. */
  const untilThere = async (names: string[]) => {
    const left = [...names];
    for (let tries = 0; tries < 60 && left.length > 0; ) {
      if (await started.client.parameters(left[0])) {
        left.shift();
      } else {
        tries += 1;
        await new Promise(done => setTimeout(done, 500));
      }
    }
    if (left.length > 0) {
      throw new Error(`The catalog does not take the template ${left[0]}`);
    }
  };

  beforeAll(async () => {
    server = await startGitServer();
    const config = demoConfig(server.url);
    const { kubevirt } = config;
    const { demo } = kubevirt.clusters;
    kubevirt.clusters = { demo, prod: structuredClone(demo) };
    kubevirt.defaultCluster = 'demo';
    kubevirt.deliveries = ['pull-request', 'render', 'apply'];
    const own = WAYS.flatMap(({ steps }, i) =>
      steps ? [{ name: `way-${i}`, steps }] : [],
    );
    const templates = [
      { name: 'raw', steps: [rawStep(ATTACH, ATTACH_INPUTS)] },
      ...own,
    ];
    config.catalog.locations.push(writeRawTemplates(folder, templates));
    started = await startWithPolicy(config, { templates: ['raw'] });
    await untilThere(own.map(({ name }) => name));
  });
  afterAll(async () => {
    await started?.stop();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (template: string, values: object, secrets = {}) =>
    started.client.run(template, values, { secrets }) as Promise<TaskResult>;

  /** Tries several ways at once; returns their results where one of them worked. */
  const use = async (ways: [number, Way][]): Promise<string[]> => {
    const before = await server.git('for-each-ref');
    const results = await Promise.all(
      ways.map(async ([i, { what, steps, values, secrets }]) => {
        const task = await run(
          steps ? `way-${i}` : 'raw',
          { ...ALLOWED, ...values },
          secrets,
        );
        return `${what}: ${task.status}, ${task.log}`;
      }),
    );
    const hasWritten = (await server.git('for-each-ref')) !== before;
    const isUsed = started.audit
      .take()
      .some(
        ({ status, meta: { vlanIds, namespace, cluster, delivery } }) =>
          status === 'succeeded' &&
          `${vlanIds} ${namespace} ${cluster} ${delivery}` !==
            '1085 demo demo pull-request',
      );
    return hasWritten || isUsed ? results : [];
  };

  describe.each<[string, Policy]>([
    ['an allow-list', allowList],
    ['a deny-list', denyList],
  ])('%s', (what, policy) => {
    beforeAll(() => {
      started.policy.answer = policy;
    });

    it.each<[string, object]>([
      ['VLAN 1085', {}],
      ['it once more', {}],
      ['it with a reason', { reason: 'Because of the 1090s' }],
      ['it with an MTU', { mtu: what === 'a deny-list' ? 1400 : 1300 }],
      ['it as it was', {}],
    ])('lets %s through', async (_what, more) => {
      const { status, log } = await run('raw', { ...ALLOWED, ...more });
      expect([status, log]).toEqual(['completed', expect.any(String)]);
      const ends = started.audit.take();
      expect(ends).toMatchObject([{ status: 'succeeded' }]);
    });

    it('refuses every way around it', async () => {
      const through: string[] = [];
      const left = [...WAYS.entries()];
      while (left.length > 0) {
        through.push(...(await use(left.splice(0, AT_A_TIME))));
      }
      process.stderr.write(
        `${what}: ${through.length}/${WAYS.length} ways round it\n`,
      );
      expect(through).toEqual([]);
    });
  });

  describe('a cluster that is left out, so that it is the default', () => {
    const left = { ...ALLOWED, cluster: undefined };
    const notDemo = rule({
      anyOf: [{ not: isAttach }, { not: isText('cluster', 'demo') }],
    });

    it.each<[string, Policy, object]>([
      ['is not on an allow-list', allowList, left],
      ['would be on this deny-list by its name', notDemo, ALLOWED],
    ])('%s', async (_what, policy, values) => {
      started.policy.answer = policy;
      expect((await run('raw', values)).log).toContain('Unauthorized action');
    });

    // A rule sees the input without the default of the configuration: that is why the README demands allow-lists.
    it('is on no deny-list', async () => {
      started.policy.answer = notDemo;
      expect((await run('raw', left)).status).toBe('completed');
    });
  });

  it('wrote nothing of another VLAN, namespace or cluster', async () => {
    expect(WAYS.length).toBeGreaterThan(100);
    const written = `${await server.git('for-each-ref')}\n${await server.git(
      ...['log', '--all', '--patch', '--format=%H'],
    )}`;
    expect(written).toContain('1085');
    expect(written).not.toMatch(/1090|\bother\b|\bprod\b/);
  });
});
