import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { mia } from '../__testUtils__/samples';
import { startKubevirt } from '../__testUtils__/startKubevirt';

/** Replaces the real actions: outputs a preview in a dry run with the secret, and nothing without it. */
const actions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test',
  register(reg) {
    reg.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      async init({ scaffolder }) {
        scaffolder.addActions(
          createTemplateAction({
            id: 'kubevirt:vm:create',
            supportsDryRun: true,
            async handler(ctx) {
              const { name, level } = ctx.input as Record<string, string>;
              if (name === 'bad') {
                throw new Error('kubevirt:vm:create: nothing was written');
              }
              if (!ctx.isDryRun || !ctx.secrets?.kubevirtPreview) {
                return;
              }
              // A list of Jest's own realm: templates accept no other.
              const files = [
                ...(await fs.readdir(new URL('.', ctx.templateInfo!.baseUrl))),
              ];
              const output = ctx.output as (
                key: string,
                value: unknown,
              ) => void;
              output('preview', {
                changes: [
                  {
                    kind: 'VirtualMachine',
                    namespace: 'demo',
                    name,
                    action: 'created',
                  },
                ],
                findings: level
                  ? [
                      {
                        level,
                        code: 'vm-address-taken',
                        object: `VirtualMachine/demo/${name}`,
                        field: 'spec',
                        message: 'found it, allowed: another',
                      },
                    ]
                  : [],
                manifests: files
                  .sort()
                  .map(path => ({ path, text: ctx.user!.ref })),
                reach: {
                  nodes: [],
                  namespaces: ['demo'],
                  vms: [],
                  restarts: [],
                },
                more: 'is not handed out',
              });
            },
          }),
        );
      },
    });
  },
});

const templateOf = (file: string, more: object = {}): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'create-vm',
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-location': `file:${file}` },
  },
  spec: {
    type: 'vm',
    parameters: [
      {
        required: ['name'],
        properties: {
          name: { type: 'string' },
          size: { type: 'integer' },
          level: { type: 'string' },
        },
      },
    ],
    steps: [
      { action: 'debug:log', input: { message: 'hello' } },
      {
        action: 'kubevirt:vm:create',
        input: {
          name: '${{ parameters.name }}',
          level: '${{ parameters.level }}',
        },
      },
      {
        id: 'passed-over',
        if: false,
        action: 'kubevirt:vm:create',
        input: { name: 'x' },
      },
      {
        id: 'many',
        each: ['a', 'b'],
        action: 'kubevirt:vm:create',
        input: { name: '${{ each.value }}' },
      },
    ],
    output: { text: [{ title: 'Done', content: 'x' }] },
    ...more,
  } as any,
});

describe('POST /previews', () => {
  let folder: string;
  let file: string;
  const templateRef = 'template:default/create-vm';
  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'template-'));
    file = join(folder, 'template.yaml');
    await fs.writeFile(
      file,
      'apiVersion: x/v1\nkind: Template\nmetadata:\n  name: create-vm\nspec: {}\n',
    );
    await fs.mkdir(join(folder, 'manifests'));
    await fs.writeFile(join(folder, 'manifests', 'vm.yaml.njk'), 'kind: x');
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  describe('with the scaffolder itself', () => {
    let api: Awaited<ReturnType<typeof startKubevirt>>;
    beforeAll(async () => {
      api = await startKubevirt({
        entities: [
          mia,
          templateOf(file),
          {
            ...templateOf('/etc/passwd'),
            metadata: {
              name: 'elsewhere',
              annotations: {
                'backstage.io/managed-by-location': 'file:/etc/passwd',
              },
            },
          },
          {
            ...templateOf(''),
            metadata: { name: 'nowhere' },
          },
        ],
        features: [scaffolderPlugin, actions],
      });
    }, 60_000);
    afterAll(() => api.stop());
    const preview = (values: object, ref = templateRef) =>
      api.post('/previews', { templateRef: ref, values });

    it("holds what each of our steps would do, as the user and with the template's files", async () => {
      const { status, body } = await preview({ name: 'web-1', size: '' });
      expect(status).toBe(200);
      expect(body).toEqual({
        steps: [
          {
            id: 'step-2',
            changes: [expect.objectContaining({ name: 'web-1' })],
            findings: [],
            manifests: [
              { path: 'manifests', text: 'user:default/mia' },
              { path: 'template.yaml', text: 'user:default/mia' },
            ],
            reach: { nodes: [], namespaces: ['demo'], vms: [], restarts: [] },
          },
          expect.objectContaining({
            id: 'many[0]',
            changes: [expect.objectContaining({ name: 'a' })],
          }),
          expect.objectContaining({ id: 'many[1]' }),
        ],
      });
    });

    it('holds the findings, and says that errors stop the task', async () => {
      const warned = await preview({ name: 'web-1', level: 'warning' });
      expect(warned.body).not.toHaveProperty('failure');
      const { body } = await preview({ name: 'web-1', level: 'error' });
      expect(body.steps[0].findings).toHaveLength(1);
      expect(body.failure).toBe(
        'The checks of step "step-2" found 1 error: the task stops there, and writes nothing of it',
      );
    });

    it('says why a run would stop', async () => {
      expect(await preview({ name: 'bad' })).toEqual({
        status: 200,
        body: {
          steps: [],
          failure: expect.stringContaining(
            'kubevirt:vm:create: nothing was written',
          ),
        },
      });
      expect((await preview({ size: 'big' })).body.failure).toBe(
        'The answers are not valid: The form requires property "name"; size is not of a type(s) integer',
      );
    });

    it.each([
      ['template:default/none', 404, 'has no template:default/none'],
      ['user:default/mia', 400, 'allowed: the reference of a template'],
      ['template:default/nowhere', 400, 'found no location'],
      ['template:default/elsewhere', 400, 'which does not hold it'],
    ])('refuses %s', async (ref, status, message) => {
      const answer = await preview({ name: 'web-1' }, ref);
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
    });

    it('refuses a body that is not valid', async () => {
      const answer = await api.post('/previews', { templateRef, valeus: {} });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('values: found nothing');
      expect(answer.body.error.message).toContain('Unknown input: "valeus"');
    });
  });

  /** A scaffolder that answers when the test says so. */
  function slowScaffolder() {
    const asked: Array<() => void> = [];
    const feature = createBackendPlugin({
      pluginId: 'scaffolder',
      register(reg) {
        reg.registerInit({
          deps: { http: coreServices.httpRouter },
          async init({ http }) {
            http.use((_req, res) => {
              asked.push(() => res.json({ steps: [], output: {} }));
            });
          },
        });
      },
    });
    return { asked, feature };
  }

  it('runs two dry runs of a user at a time, and says when to try again', async () => {
    const { asked, feature } = slowScaffolder();
    const api = await startKubevirt({
      entities: [mia, templateOf(file)],
      features: [feature],
    });
    const browsers = Array.from({ length: 6 }, () => new AbortController());
    const calls = browsers.map(({ signal }) =>
      api
        .post('/previews', { templateRef, values: {} }, { signal })
        .catch(() => 'hung up'),
    );
    await until(() => asked.length === 2);
    // Two are running, and four wait.
    await setTimeout(200);
    expect(asked).toHaveLength(2);
    const response = await fetch(`${api.url}/previews`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header('user:default/mia'),
      },
      body: JSON.stringify({ templateRef, values: {} }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    expect((await response.json()).error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('try again in 10 s'),
    });
    browsers.forEach(browser => browser.abort());
    expect(await Promise.all(calls)).toEqual(Array(6).fill('hung up'));
    // The scaffolder does not notice that the caller has left.
    const next = api.post('/previews', { templateRef, values: {} });
    await setTimeout(200);
    expect(asked).toHaveLength(2);
    asked[0]();
    await until(() => asked.length === 3);
    asked.slice(1).forEach(answer => answer());
    expect((await next).status).toBe(200);
    await api.stop();
    // Many calls to a complete backend.
  }, 30_000);

  it('reports the answer of a backend without a scaffolder', async () => {
    const api = await startKubevirt({ entities: [mia, templateOf(file)] });
    const { body } = await api.post('/previews', { templateRef, values: {} });
    // The backend itself answers for a missing plugin.
    expect(body).toEqual({
      steps: [],
      failure: expect.stringContaining('404'),
    });
    await api.stop();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries += 1) {
    await setTimeout(20);
  }
  expect(holds()).toBe(true);
}
