import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { missingGo } from '../control-plane/missingGo.ts';
import { ApiClient } from '../control-plane/nodeSimulator/apiClient.ts';
import { type App, enter, fillIn, openPage, press, startApp } from './app.ts';
import { inspect } from './inspect.ts';

const INSTANCETYPES =
  '/apis/instancetype.kubevirt.io/v1beta1/virtualmachineclusterinstancetypes';
/** Headings of Backstage's own form are between them. */
const FIELDS = '.bui-Combobox';

describe('a VM of other sources', { skip: missingGo }, () => {
  let app: App;
  let page: Page;
  let browser: Awaited<ReturnType<typeof openPage>>;

  before(async () => {
    app = await startApp('start:cluster');
    const [, kubeconfig] = /KUBECONFIG=(\S+)/.exec(app.output())!;
    const cluster = new ApiClient(kubeconfig);
    await cluster.put(INSTANCETYPES, {
      apiVersion: 'instancetype.kubevirt.io/v1beta1',
      kind: 'VirtualMachineClusterInstancetype',
      metadata: { name: 'u1.medium' },
      spec: { cpu: { guest: 1 }, memory: { guest: '4Gi' } },
    });
    cluster.close();
    browser = await openPage();
    ({ page } = browser);
    await enter(page, app);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const alternative = (name: string) =>
    page.getByRole('radio', { name, exact: true }).click();
  const instancetype = () =>
    page.getByRole('combobox', { name: /^Instance type/ });
  const openSize = async () => {
    await page.goto(`${app.url}/create/templates/default/create-vm`);
    await page.locator('#root_name').fill('web-1');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await page.getByLabel('Name of the NIC').fill('front');
    await fillIn(page, 'VLAN', '1085');
    await press(page, 'Next');
    await alternative('Instance type');
    await instancetype().waitFor();
  };
  const openDisk = async () => {
    await openSize();
    await instancetype().fill('u1');
    // The list opens by itself only where it has been read by now.
    await instancetype().press('ArrowDown');
    const option = page.getByRole('option', { name: 'u1.medium' });
    await option.getByText('1 CPU, 4Gi').waitFor();
    await option.click();
    await press(page, 'Next');
    await alternative('Copy of a boot source (DataSource)');
    // The demo's cluster has no CDI, but a name can still be entered.
    await page.getByText('The cluster has none. Enter a name').waitFor();
  };
  /** The VM in the preview. */
  const manifest = async () => {
    const path = 'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml';
    await page.getByRole('button', { name: path, exact: true }).click();
    return parse(
      await page.getByRole('region', { name: `Text of ${path}` }).innerText(),
    );
  };

  it('is previewed with them, and without the other alternatives', async () => {
    await openDisk();
    await press(page, 'Next');
    await page.getByText('Choose a boot source, or enter its name').waitFor();
    await fillIn(page, 'Boot source', 'fedora');
    await press(page, 'Next');
    const { spec } = await manifest();
    assert.equal(spec.instancetype.name, 'u1.medium');
    assert.deepEqual(spec.dataVolumeTemplates[0].spec, {
      storage: { resources: { requests: { storage: '30Gi' } } },
      sourceRef: {
        kind: 'DataSource',
        name: 'fedora',
        namespace: 'openshift-virtualization-os-images',
      },
    });
    assert.deepEqual(Object.keys(spec.template.spec.domain), ['devices']);
  });

  it('is dropped when the user goes back and chooses otherwise', async () => {
    await press(page, 'Back');
    await alternative('Empty disk, installed over PXE');
    await press(page, 'Back');
    await alternative('CPU and memory');
    await page.locator('#root_cpu').fill('3');
    await page.locator('#root_memory').fill('6Gi');
    await press(page, 'Next');
    await press(page, 'Next');
    const { spec } = await manifest();
    assert.equal(spec.instancetype, undefined);
    assert.equal(spec.template.spec.domain.memory.guest, '6Gi');
    const { storage: _, ...disk } = spec.dataVolumeTemplates[0].spec;
    assert.deepEqual(disk, { source: { blank: {} } });
  });

  it('has no axe violation in its fields, and no failing script', async () => {
    const found = [];
    for (const open of [openSize, openDisk]) {
      const of = { name: open.name, part: FIELDS, isPictured: false };
      found.push(...(await inspect(page, { ...of, open })));
    }
    assert.deepEqual([...found, ...browser.errors], []);
  });
});
