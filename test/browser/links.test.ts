import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { missingGo } from '../control-plane/missingGo.ts';
import { GiteaRepo, createUser } from '../gitea/GiteaRepo.ts';
import { type Gitea, startGitea } from '../gitea/startGitea.ts';
import {
  type TaskResult,
  ScaffolderClient,
} from '../src/__testUtils__/ScaffolderClient.ts';
import { type App, enter, openPage, openUntil, startApp } from './app.ts';
import { inspect } from './inspect.ts';

const FILE = 'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml';

/** A client as the guest. */
async function signIn({ backend }: App): Promise<ScaffolderClient> {
  const answer = await fetch(`${backend}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { backstageIdentity } = await answer.json();
  return new ScaffolderClient((path, init = {}) =>
    fetch(backend + path, {
      ...init,
      headers: {
        ...init.headers,
        authorization: `Bearer ${backstageIdentity.token}`,
      },
    }),
  );
}

describe('where else a VM is', { skip: missingGo }, () => {
  let gitea: Gitea;
  let repo: GiteaRepo;
  let app: App;
  let page: Page;
  let browser: Awaited<ReturnType<typeof openPage>>;

  before(async () => {
    gitea = await startGitea();
    const robot = await createUser(gitea, 'robot');
    repo = await GiteaRepo.create({ gitea, name: 'gitops' });
    await repo.addCollaborator(robot);
    app = await startApp('start:cluster', {
      DEMO_CONSOLE_URL: 'https://console.example.com',
      APP_CONFIG_kubevirt_gitOps_repoUrl: repo.url,
      APP_CONFIG_integrations_gitea: JSON.stringify([
        { host: new URL(gitea.url).host, baseUrl: gitea.url, ...robot },
      ]),
    });
    browser = await openPage();
    ({ page } = browser);
    await enter(page, app);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
    await gitea?.stop();
  });

  it("is on the VM's page: its open pull request, its file and the console", async () => {
    const client = await signIn(app);
    const run = async (template: string, values: object) => {
      const task = (await client.run(template, values)) as TaskResult;
      assert.equal(task.status, 'completed', task.log);
    };
    const where = { namespace: 'demo', cluster: 'demo' };
    const vm = {
      ...where,
      name: 'web-1',
      networks: [{ name: 'front', vlanId: 1085, ipAddress: '10.6.85.20' }],
      memory: '4Gi',
      blank: { size: '20Gi' },
    };
    const vlan = { ...where, vlanId: 1085, nodePool: 'c7000' };
    await run('attach-vlan', { ...vlan, delivery: 'apply' });
    await run('create-vm', { ...vm, cpu: 2, delivery: 'apply' });
    await run('create-vm', { ...vm, cpu: 2, delivery: 'pull-request' });
    assert.equal((await repo.merge(1)).status, 200);
    await run('create-vm', { ...vm, cpu: 4, delivery: 'pull-request' });

    const link = (name: string | RegExp) => page.getByRole('link', { name });
    const open = () =>
      page.goto(`${app.url}/catalog/demo/resource/web-1.vm.demo`);
    await openUntil(open, link(/^Open in the console/));
    const site = repo.url.replace(/\.git$/, '');
    const hrefs = await Promise.all(
      [
        /^Request #2/,
        /^File in the GitOps repository/,
        /^Open in the console/,
      ].map(name => link(name).getAttribute('href')),
    );
    assert.deepEqual(hrefs, [
      `${site}/pulls/2`,
      `${site}/src/branch/main/${FILE}`,
      'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
    ]);

    const found = await inspect(page, {
      name: 'vm',
      part: '.bui-Card',
      open: async () => {
        await open();
        await link(/^Request #2/).waitFor();
        await page.getByText('10.6.85.20').first().waitFor();
      },
    });
    assert.deepEqual([...found, ...browser.errors], []);

    const [file] = await Promise.all([
      page.waitForEvent('popup'),
      link(/^File in the GitOps repository/).click(),
    ]);
    await file.getByText('name: web-1').first().waitFor();
  });
});
