import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { missingGo } from '../control-plane/missingGo.ts';
import { ApiClient } from '../control-plane/nodeSimulator/apiClient.ts';
import { POLICIES } from '../control-plane/nodeSimulator/paths.ts';
import {
  type App,
  choose,
  enter,
  fillIn,
  openPage,
  openUntil,
  picture,
  press,
  startApp,
} from './app.ts';
import { golden } from './golden.ts';

const NETWORK =
  '/apis/k8s.cni.cncf.io/v1/namespaces/demo/network-attachment-definitions/nad-1085';
const VM = '/apis/kubevirt.io/v1/namespaces/demo/virtualmachines/web-1';

describe('direct apply in a real browser', { skip: missingGo }, () => {
  let app: App;
  let page: Page;
  let cluster: ApiClient;
  let browser: Awaited<ReturnType<typeof openPage>>;

  before(async () => {
    app = await startApp('start:cluster', {
      DEMO_CONSOLE_URL: 'https://console.example.com',
      DEMO_OUTCOMES: JSON.stringify({
        // Long enough to see them on a busy machine.
        [golden.policy.name]: { delayMs: 4000 },
        'vlan-1090-policy-c7000': {
          delayMs: 100,
          fail: {
            'worker-2': 'NmstateError: InvalidArgument: eno49 has no carrier',
          },
        },
      }),
    });
    const [, kubeconfig] = /KUBECONFIG=(\S+)/.exec(app.output())!;
    cluster = new ApiClient(kubeconfig);
    browser = await openPage();
    page = browser.page;
    await enter(page, app);
  });
  after(async () => {
    cluster?.close();
    await browser?.close();
    await app?.stop();
  });

  const chooseDelivery = async () => {
    await page.getByLabel('Delivery').click();
    await page
      .getByRole('option', {
        name: 'Apply it to the cluster directly, as yourself',
      })
      .click();
  };

  const attach = async (vlan: string, namespace: string) => {
    await choose(page, app, 'Attach a VLAN');
    await fillIn(page, 'VLAN', vlan);
    await fillIn(page, 'Namespace', namespace);
    await press(page, 'Next');
    await chooseDelivery();
    await press(page, 'Review');
    await press(page, 'Create');
  };
  const nodeState = (node: string, state: string | RegExp) =>
    page
      .getByRole('row', { name: new RegExp(`^${node}`) })
      .getByText(state, { exact: true });
  const linkTo = async (name: string) =>
    String(await page.getByRole('link', { name }).getAttribute('href'));

  it('attaches VLAN 1085 to the nodes, one after the other', async () => {
    await attach('1085', 'demo');
    await page
      .getByRole('grid', { name: /^Nodes of the step/ })
      .filter({ has: nodeState('worker-1', 'Configured') })
      .filter({ has: nodeState('worker-3', /^(Waiting|Pending)$/) })
      .waitFor();
    await page.getByText('1 of 3 nodes are configured.').waitFor();
    await picture(page, 'rollout.png');
    await page.getByRole('heading', { name: 'Network nad-1085' }).waitFor();
    await page.getByText('3 of 3 nodes are configured.').waitFor();
    await page
      .getByText('is configured on 3 of 3 ready nodes')
      .first()
      .waitFor();
    await page.getByText(/worker-1: configured \(1 of 3/).waitFor();

    const policy = await cluster.find(`${POLICIES}/${golden.policy.name}`);
    assert.deepEqual(policy.spec, golden.policy.spec);
    const network = await cluster.find(NETWORK);
    assert.deepEqual(JSON.parse(network.spec.config), golden.network.config);
    assert.equal(
      network.metadata.managedFields[0].manager,
      'backstage-kubevirt',
    );
  });

  it('links from the task to the objects that it created', async () => {
    assert.equal(
      await linkTo('The network in the console'),
      'https://console.example.com/k8s/ns/demo/k8s.cni.cncf.io~v1~NetworkAttachmentDefinition/nad-1085',
    );
    assert.match(
      await linkTo('VLAN 1085 in the catalog'),
      /\/catalog\/default\/resource\/vlan-1085$/,
    );
  });

  it('creates a VM on it', async () => {
    await choose(page, app, 'Create a VM on a VLAN');
    await page.locator('#root_name').fill('web-1');
    await fillIn(page, 'Namespace', 'demo');
    await press(page, 'Next');
    await page.getByLabel('Name of the NIC').fill('nic-pxe1');
    await fillIn(page, 'VLAN', '1085');
    await press(page, 'Next');
    await press(page, 'Next');
    await press(page, 'Next');
    await chooseDelivery();
    await press(page, 'Review');
    await press(page, 'Create');
    await page.getByRole('heading', { name: 'VM web-1' }).waitFor();

    const vm = await cluster.find(VM);
    assert.deepEqual(vm.spec.template.spec.networks[1], golden.vm.network);
    assert.equal(
      await linkTo('The VM in the console'),
      'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
    );
    const entity = await linkTo('The VM in the catalog');
    await openUntil(
      () => page.goto(new URL(entity, app.url).href),
      page.getByRole('heading', { name: 'NICs' }),
    );
  });

  it("finds the VM on the VLAN's page without an entry by hand", async () => {
    await page.goto(`${app.url}/catalog/default/resource/vlan-1085`);
    const graph = page.locator('[data-testid="card"], svg', {
      hasText: 'web-1',
    });
    await graph.first().waitFor();
  });

  it("sees which node failed, and nmstate's message", async () => {
    await attach('1090', 'demo');
    await page
      .getByText(/failed on 1 of 3 nodes/)
      .first()
      .waitFor();
    await page
      .getByText(/1 of 3 nodes are configured\. One failed\. The others are/)
      .waitFor();
    await nodeState('worker-1', 'Configured').waitFor();
    await nodeState('worker-2', 'Failed').waitFor();
    await nodeState(
      'worker-2',
      'NmstateError: InvalidArgument: eno49 has no carrier',
    ).waitFor();
    // The log ends with the stack, which has paths of this machine.
    await press(page, 'Hide Logs');
    await picture(page, 'failed.png');
  });

  it('sees why a namespace that may not use the VLAN is refused', async () => {
    await attach('1085', 'nowhere');
    await page
      .getByText(
        'found namespace "nowhere", allowed: "demo"; ask its owner group:default/network',
      )
      .first()
      .waitFor();
  });

  it('had no failing script', () => {
    assert.deepEqual(browser.errors, []);
  });
});
