import { FakeClusters } from '../__testUtils__/FakeClusters';
import { mia, nad, policy, vm, vmEntity } from '../__testUtils__/samples';
import { startKubevirt } from '../__testUtils__/startKubevirt';

const config = {
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'demo',
            url: 'https://api.example.com',
            authProvider: 'serviceAccount',
            dashboardApp: 'openshift',
            dashboardUrl: 'https://console.example.com',
          },
        ],
      },
    ],
  },
};
const CONSOLE = {
  name: 'demo',
  url: 'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
};

function demoCluster(...more: ReturnType<typeof nad>[]): FakeClusters {
  const clusters = new FakeClusters();
  clusters.put(
    'demo',
    policy,
    vm('web-1', '10.6.85.20', '02:00:00:00:00:01'),
    ...more,
  );
  return clusters;
}

describe('a VM', () => {
  let api: Awaited<ReturnType<typeof startKubevirt>>;
  const start = async (
    options: Partial<Parameters<typeof startKubevirt>[0]> = {},
  ) => {
    api = await startKubevirt({
      entities: [mia, vmEntity],
      clusters: demoCluster(nad()),
      config,
      ...options,
    });
  };
  afterEach(() => api.stop());

  describe('its NICs', () => {
    const nicOf = async () =>
      (await api.ask('/vms/demo/demo/web-1')).body.nics[1];

    it('report a missing network, whatever the catalog says', async () => {
      await start({ clusters: demoCluster() });
      expect(await nicOf()).toMatchObject({
        network: 'demo/nad-1085',
        vlans: [],
        vlansUnknown: 'network-missing',
      });
    });

    it("have the catalog's VLANs if the network can't be read, and otherwise report that", async () => {
      const clusters = demoCluster(nad());
      clusters.faults.set('NetworkAttachmentDefinition of demo', 403);
      await start({ clusters });
      expect(await nicOf()).toMatchObject({ vlans: [1085] });
      expect(await nicOf()).not.toHaveProperty('vlansUnknown');
      await api.stop();
      await start({ clusters, entities: [mia] });
      expect(await nicOf()).toMatchObject({
        vlans: [],
        vlansUnknown: 'unreadable',
      });
    });

    it('are no longer on a VLAN that the catalog still has', async () => {
      const clusters = new FakeClusters();
      clusters.put(
        'demo',
        vm('web-1', '10.6.85.20', '02:00:00:00:00:01'),
        nad(),
      );
      await start({ clusters });
      expect(await nicOf()).toMatchObject({ vlans: [] });
      expect(await nicOf()).not.toHaveProperty('vlansUnknown');
    });

    it("report that the policies between a network and a VLAN can't be read", async () => {
      const clusters = demoCluster(nad());
      clusters.faults.set('NodeNetworkConfigurationPolicy', 403);
      await start({ clusters, entities: [mia] });
      expect(await nicOf()).toMatchObject({ vlansUnknown: 'unreadable' });
      const { body } = await api.ask('/vms/demo/demo/web-1');
      expect(body.nics[0]).not.toHaveProperty('vlansUnknown');
    });
  });

  describe('its links', () => {
    const path = '/vms/demo/demo/web-1/links';

    it('lead to the console of its cluster', async () => {
      await start();
      expect((await api.ask(path)).body).toEqual({ console: CONSOLE });
    });

    it('are empty if nothing is configured', async () => {
      await start({ config: {} });
      expect(await api.ask(path)).toEqual({ status: 200, body: {} });
    });

    it('do not need the cluster if the catalog shows the VM', async () => {
      await start({ clusters: new FakeClusters() });
      expect((await api.ask('/vms/demo/demo/web-1')).status).toBe(503);
      expect((await api.ask(path)).body).toEqual({ console: CONSOLE });
    });

    it('say why the GitOps repository is unavailable', async () => {
      await start({
        kubevirt: {
          // Nothing listens on this port.
          gitOps: { repoUrl: 'http://127.0.0.1:9/platform/gitops.git' },
        },
        config: {
          integrations: {
            gitea: [{ host: '127.0.0.1:9', baseUrl: 'http://127.0.0.1:9' }],
          },
        },
      });
      const { status, body } = await api.ask(path);
      expect(status).toBe(200);
      expect(body.request.unavailable).toContain(
        'the GitOps repository can’t be read: Gitea (127.0.0.1:9) could not be reached',
      );
      expect(body.file.unavailable).toContain('can’t be read');
    });

    it('are only for users who see the VM', async () => {
      await start({ entities: [mia] });
      expect((await api.ask(path)).status).toBe(200);
      expect((await api.ask('/vms/demo/demo/none/links')).status).toBe(404);
      expect((await api.ask('/vms/other/demo/web-1/links')).status).toBe(404);
      expect((await api.ask(`${path}?x=1`)).status).toBe(400);
      await api.stop();
      await start({
        entities: [mia],
        kubevirt: { facts: { identity: 'service-account' } },
      });
      expect((await api.ask(path)).status).toBe(404);
    });
  });
});
