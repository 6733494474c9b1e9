import { ConfigReader } from '@backstage/config';
import { consoleLinks } from './consoleLinks';

const VM = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  namespace: 'demo',
  name: 'web-1',
};

describe('consoleLinks', () => {
  const linksOf = (demo: object) =>
    consoleLinks(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'gke', projectId: 'x' },
            { type: 'config', clusters: [{ name: 'demo', ...demo }] },
          ],
        },
      }),
    );
  const openshift = (dashboardUrl: string) =>
    linksOf({ dashboardApp: 'openshift', dashboardUrl });

  it.each([
    'https://console.example.com',
    'https://console.example.com/',
    'https://console.example.com/?x=1#y',
  ])('links to an object of a namespace, at %s', url => {
    expect(openshift(url)('demo', VM)).toBe(
      'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
    );
  });

  it('links to a cluster-scoped object, below a path', () => {
    expect(
      openshift('https://example.com/console/')('demo', {
        apiVersion: 'nmstate.io/v1',
        kind: 'NodeNetworkConfigurationPolicy',
        name: 'vlan-1085-policy-c7000',
      }),
    ).toBe(
      'https://example.com/console/k8s/cluster/nmstate.io~v1~NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
    );
  });

  it('stays within the console for every name', () => {
    expect(
      openshift('https://console.example.com')('demo', {
        ...VM,
        name: '../../x?y#z',
      }),
    ).toBe(
      'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/..%2F..%2Fx%3Fy%23z',
    );
  });

  it.each([
    [
      'another dashboard',
      { dashboardApp: 'rancher', dashboardUrl: 'https://x' },
    ],
    ['a dashboard without a name', { dashboardUrl: 'https://x' }],
    ['no dashboard', { dashboardApp: 'openshift' }],
  ])('has no link for %s', (_what, demo) => {
    expect(linksOf(demo)('demo', VM)).toBeUndefined();
  });

  it('has no link for an unknown cluster, or without a configuration', () => {
    expect(openshift('https://x')('other', VM)).toBeUndefined();
    expect(consoleLinks(new ConfigReader({}))('demo', VM)).toBeUndefined();
  });

  it.each([
    'console.example.com',
    'data:text/html,x',
    'https://admin:hunter2@console.example.com',
  ])('refuses %s, without repeating it in the error', url => {
    expect(() => openshift(url)).toThrow(
      'kubernetes.clusterLocatorMethods, cluster "demo", dashboardUrl is not the address of a console; allowed: http or https, without credentials, such as',
    );
    expect(() => openshift(url)).not.toThrow('hunter2');
  });
});
