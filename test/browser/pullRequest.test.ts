import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { whyNoGitea } from '../gitea/buildGitea.ts';
import {
  type App,
  choose,
  enter,
  fillIn,
  openPage,
  picture,
  press,
  startApp,
} from './app.ts';

const missing =
  process.env.CONTROL_PLANE === 'required' ? undefined : whyNoGitea();

describe('a pull request in a real browser', { skip: missing ?? false }, () => {
  let app: App;
  let page: Page;
  let api: string;
  let browser: Awaited<ReturnType<typeof openPage>>;

  before(async () => {
    app = await startApp('start:gitea');
    const [, repository] = /REPOSITORY=(\S+)\.git/.exec(app.output())!;
    const { origin, pathname } = new URL(repository);
    api = `${origin}/api/v1/repos${pathname}`;
    browser = await openPage();
    page = browser.page;
    await enter(page, app);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const attach = async () => {
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', '1085');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await page.getByLabel('Why').fill('PXE for the new blades');
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByText('Finished step Attach the VLAN').waitFor();
  };
  const requests = async (): Promise<any[]> => {
    const response = await fetch(`${api}/pulls?state=all`);
    return response.json();
  };

  it("is opened by the form, and linked on the task's page", async () => {
    await attach();
    const link = page.getByRole('link', { name: 'Open the request' });
    await link.waitFor();
    await picture(page, 'requested.png');
    const [request, ...others] = await requests();
    assert.deepEqual(others, []);
    assert.equal(await link.getAttribute('href'), request.html_url);
    assert.deepEqual(
      request.labels.map((label: { name: string }) => label.name),
      ['kubevirt'],
    );

    await page.goto(request.html_url);
    const text = page.locator('.render-content').first();
    await text.getByText('PXE for the new blades').waitFor();
    await text.getByRole('heading', { name: 'Whom to ask' }).waitFor();
    await text.getByText('belongs to group:default/network').waitFor();
  });

  it('is the same one after a second run', async () => {
    await attach();
    await page
      .getByText('unchanged: everything is as requested already')
      .waitFor();
    await page.getByRole('link', { name: 'Open the request' }).waitFor();
    assert.equal((await requests()).length, 1);
  });
});
