import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
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
import { golden } from './golden.ts';

const ATTACH = 'kubevirt/vlan-attach/demo/vlan-1085-policy-c7000/demo';
const CREATE = 'kubevirt/vm-create/demo/demo/web-1';
const NAMESPACE = 'clusters/demo/namespaces/demo';

describe('a newcomer in a real browser', () => {
  let app: App;
  let page: Page;
  let browser: Awaited<ReturnType<typeof openPage>>;

  before(async () => {
    app = await startApp();
    browser = await openPage();
    page = browser.page;
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const read = (branch: string, path: string) =>
    parse(app.git('show', `${branch}:${path}`));

  it('signs in as guest and finds both templates', async () => {
    await enter(page, app);
    await page.getByText('Create a VM on a VLAN', { exact: true }).waitFor();
  });

  it('attaches VLAN 1085 and finds exactly that committed', async () => {
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', '1085');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByRole('heading', { name: 'Network nad-1085' }).waitFor();
    await page.getByText('Finished step Attach the VLAN').waitFor();
    await picture(page, 'attached.png');

    const policy = read(
      ATTACH,
      'clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
    );
    assert.equal(policy.metadata.name, golden.policy.name);
    assert.deepEqual(policy.spec, golden.policy.spec);
    const network = read(
      ATTACH,
      `${NAMESPACE}/networkattachmentdefinition-nad-1085.yaml`,
    );
    assert.equal(network.metadata.namespace, 'demo');
    assert.deepEqual(JSON.parse(network.spec.config), golden.network.config);
    assert.partialDeepStrictEqual(
      network.metadata.annotations,
      golden.network.annotations,
    );
  });

  it('creates a VM on it, with a description of each VLAN', async () => {
    await choose(page, app, 'Create a VM on a VLAN');
    await page.locator('#root_name').fill('web-1');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await page.getByLabel('Name of the NIC').fill('nic-pxe1');
    await fillIn(page, 'VLAN', '1085');
    await page.getByLabel('Boot order').fill('1');
    await picture(page, 'create-vm.png');
    await press(page, 'Next');
    await press(page, 'Next');
    await press(page, 'Next');
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByRole('heading', { name: 'VM web-1' }).waitFor();
    await page.getByText('Finished step Create the VM').waitFor();

    const vm = read(CREATE, `${NAMESPACE}/virtualmachine-web-1.yaml`);
    const { networks, domain } = vm.spec.template.spec;
    assert.deepEqual(networks[1], golden.vm.network);
    assert.deepEqual(domain.devices.interfaces[1], golden.vm.interface);
  });

  it('sees in the form that 4095 is not a VLAN id', async () => {
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', '4095');
    await fillIn(page, 'Namespace', 'demo');
    await page.getByText('A whole number from 1 to 4094').waitFor();
    await press(page, 'Next');
    assert.equal(await page.getByLabel('Delivery').count(), 0);
  });

  it("sees on the task's page why a namespace is refused", async () => {
    const refs = app.git('for-each-ref');
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', '1085');
    await fillIn(page, 'Namespace', 'default');
    await press(page, 'Next');
    await press(page, 'Review');
    await press(page, 'Create');
    await page
      .getByText('namespace: found "default" (string), allowed: a DNS label')
      .first()
      .waitFor();
    assert.equal(app.git('for-each-ref'), refs);
  });

  it('sees a VLAN of another team in the catalog, and may not use it', async () => {
    const refs = app.git('for-each-ref');
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', '1100');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await press(page, 'Review');
    await press(page, 'Create');
    await page
      .getByText(
        'user:default/guest may not use VLAN 1100 in namespace "demo" of cluster "demo"',
      )
      .first()
      .waitFor();
    await picture(page, 'refused.png');
    assert.equal(app.git('for-each-ref'), refs);
    await page.goto(`${app.url}/catalog/default/resource/vlan-1100`);
    await page.getByText('VLAN 1100').first().waitFor();
  });

  it('had no failing script', () => {
    assert.deepEqual(browser.errors, []);
  });
});
