import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { missingGo } from '../control-plane/missingGo.ts';
import {
  type App,
  enter,
  fillIn,
  openPage,
  openUntil,
  press,
  startApp,
} from './app.ts';
import { inspect } from './inspect.ts';

describe('what people see of VLANs and VMs', { skip: missingGo }, () => {
  let app: App;
  let page: Page;
  let browser: Awaited<ReturnType<typeof openPage>>;
  /** The violations that axe found, by picture. */
  const violations: Record<string, string[]> = {};

  before(async () => {
    app = await startApp('start:cluster');
    browser = await openPage();
    page = browser.page;
    await enter(page, app);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const FORM = '.MuiPaper-root:has(.MuiStepper-root)';
  const look = async (
    name: string,
    part: string,
    open: () => Promise<void>,
    isPictured = true,
  ) => {
    const of = { name, part, open, isPictured };
    violations[name] = await inspect(page, of);
  };
  const openForm = (template: string) =>
    page.goto(`${app.url}/create/templates/default/${template}`);
  const chooseDelivery = async () => {
    await page.getByLabel('Delivery').click();
    await page
      .getByRole('option', {
        name: 'Apply it to the cluster directly, as yourself',
      })
      .click();
  };
  const preview = () =>
    page.locator('.bui-Card', {
      has: page.getByRole('heading', { name: 'Preview' }),
    });

  it("a VLAN of another team can't be chosen, and the reason is shown", async () => {
    await look('vlan-picker', FORM, async () => {
      await openForm('attach-vlan');
      await page.getByRole('combobox', { name: /^VLAN/ }).fill('payment');
      const option = page.getByRole('option', { name: /^VLAN 1100/ });
      await option.waitFor();
      assert.equal(await option.getAttribute('aria-disabled'), 'true');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /is not for you/ }).click();
      await page
        .getByText(/allowed: its owner group:default\/network, and nobody else/)
        .first()
        .waitFor();
    });
  });

  const openPreview = async () => {
    await openForm('attach-vlan');
    await fillIn(page, 'VLAN', '1085');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await preview().getByText('vlan-1085-policy-c7000').first().waitFor();
  };

  it('the preview shows what a task would do, and the nodes that it does not fit on', async () => {
    await look('preview', FORM, openPreview);
    await look('preview-refused', FORM, async () => {
      await openPreview();
      await page.getByLabel('MTU').fill('9216');
      await preview().getByText('Skipped').first().waitFor();
      await preview()
        .getByText(/worker-1/)
        .first()
        .waitFor();
    });
  });

  it('the task does what the preview showed', async () => {
    await openPreview();
    await preview().getByText('Created').first().waitFor();
    await chooseDelivery();
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByRole('heading', { name: 'Network nad-1085' }).waitFor();
    const task = page.url();
    await look('task', '.bui-Card', async () => {
      await page.goto(task);
      await page.getByText('3 of 3 nodes are configured').waitFor();
    });
  });

  const nic = (number: number) =>
    page.getByRole('region', { name: `NIC ${number}` });
  const setVlan = async (number: number, vlan: string) => {
    const field = nic(number).getByRole('combobox', { name: /^VLAN/ });
    await field.fill(vlan);
    await field.press('Tab');
  };
  const openNetworks = async () => {
    await openForm('create-vm');
    await page.locator('#root_name').fill('web-1');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await nic(1).getByLabel('Name of the NIC').fill('front');
    await setVlan(1, '1085');
    await nic(1).getByText('The lowest that is free now is').waitFor();
    await nic(1).getByText('Next free', { exact: true }).click();
    await press(page, 'Add a NIC');
    await nic(2).getByLabel('Name of the NIC').fill('back');
    await setVlan(2, '1090');
    await nic(2).getByText('Databases').first().waitFor();
  };

  it('a VM gets two NICs, one with the next free address', async () => {
    await look('networks', FORM, openNetworks);
    await openNetworks();
    await press(page, 'Next');
    await press(page, 'Next');
    await press(page, 'Next');
    await preview().getByText('virtualmachine-web-1.yaml').first().waitFor();
    await chooseDelivery();
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByRole('heading', { name: 'VM web-1' }).waitFor();
  });

  it("the VLAN's page has its nodes, its networks and its VMs with their addresses", async () => {
    const open = async () => {
      await page.goto(`${app.url}/catalog/default/resource/vlan-1085`);
      await page.getByText('10.6.85.20').first().waitFor();
      await page.getByText('worker-1').first().waitFor();
    };
    const vm = page.getByRole('link', { name: /web-1/ }).first();
    // The backend caches for ten seconds what it read for the form.
    await openUntil(open, vm);
    await look('vlan', '.bui-Card', async () => {
      await open();
      await vm.waitFor();
    });
  });

  it("the VM's page has its NICs, each with its VLAN", async () => {
    const open = async () => {
      await page.goto(`${app.url}/catalog/demo/resource/web-1.vm.demo`);
      await page.getByText('10.6.85.20').first().waitFor();
      await page.getByRole('link', { name: /1085/ }).first().waitFor();
      // Nobody attached VLAN 1090.
      await page.getByText('The network was not found').waitFor();
    };
    // Its picture is that of links.test.ts, which has more to show.
    await look('vm', '.bui-Card', open, false);
  });

  it('all VLANs are on one page, whose address contains the search', async () => {
    await look('vlans', 'main', async () => {
      await page.goto(`${app.url}/vlans`);
      await page.getByRole('link', { name: /1100/ }).waitFor();
    });
    await page.getByRole('searchbox').fill('provisioning');
    await page.getByRole('link', { name: /1100/ }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /1085/ }).waitFor();
    assert.match(page.url(), /provisioning/);
    await page.reload();
    await page.getByRole('link', { name: /1085/ }).waitFor();
    assert.equal(await page.getByRole('link', { name: /1100/ }).count(), 0);
  });

  it('axe finds no violation, light and dark, wide and narrow', () => {
    const counts = Object.entries(violations).map(
      ([name, found]) => `${name}: ${found.length}`,
    );
    process.stdout.write(`axe violations: ${counts.join(', ')}\n`);
    assert.deepEqual(Object.values(violations).flat(), []);
  });

  it('had no failing script', () => {
    assert.deepEqual(browser.errors, []);
  });
});
